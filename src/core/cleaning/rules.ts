/** All cleaning rules by id; the type holds that every id of the recipe has its rule. */
import type { CleaningRuleId } from '../recipe/cleaning';
import { adult } from './adult';
import { beforeYear } from './before-year';
import { blankPoster } from './blank-poster';
import { blankTitle } from './blank-title';
import { budgetMissing } from './budget-missing';
import { greyscale } from './greyscale';
import { lowResolution } from './low-resolution';
import { noDate } from './no-date';
import { noGenre } from './no-genre';
import { noPosterPath } from './no-poster-path';
import { repeatedId } from './repeated-id';
import { repeatedTitle } from './repeated-title';
import { revenueMissing } from './revenue-missing';
import type { Rule } from './rule';

export type { FactsOf, Rule } from './rule';

export const RULES: Readonly<Record<CleaningRuleId, Rule>> = {
  'blank-title': blankTitle,
  'no-genre': noGenre,
  'no-poster-path': noPosterPath,
  'budget-missing': budgetMissing,
  'revenue-missing': revenueMissing,
  adult,
  'no-date': noDate,
  'before-year': beforeYear,
  'repeated-title': repeatedTitle,
  'repeated-id': repeatedId,
  greyscale,
  'low-resolution': lowResolution,
  'blank-poster': blankPoster,
};
