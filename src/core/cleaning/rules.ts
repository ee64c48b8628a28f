/** All cleaning rules by id; the type holds that every id of the recipe has its rule. */
import type { CleaningRuleId } from '../recipe/recipe';
import { blankTitle } from './blank-title';
import { budgetMissing } from './budget-missing';
import { noGenre } from './no-genre';
import { noPosterPath } from './no-poster-path';
import { revenueMissing } from './revenue-missing';
import type { Rule } from './rule';

export type { Rule } from './rule';

export const RULES: Readonly<Record<CleaningRuleId, Rule>> = {
  'blank-title': blankTitle,
  'no-genre': noGenre,
  'no-poster-path': noPosterPath,
  'budget-missing': budgetMissing,
  'revenue-missing': revenueMissing,
};
