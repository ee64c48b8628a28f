/** What a new recipe's cleaning is, apart from the schema, which the data worker need not load. */
import { BLANK_LIMITS } from '../pixels/blank';
import { GREY_TOLERANCE } from '../pixels/greyscale';
import { LEAST_SIZE } from '../pixels/low-resolution';
import type { CleaningRuleId, CleaningSettings } from './cleaning';

/** Those of write-up A, which a new recipe begins with. */
export const DEFAULT_RULES = [
  'blank-title',
  'no-genre',
  'no-poster-path',
  'budget-missing',
  'revenue-missing',
] as const satisfies readonly CleaningRuleId[];

/** What rules measure by where nothing else is said. */
export const DEFAULT_MEASURES = {
  year: 1980,
  greyscale: { share: GREY_TOLERANCE.share },
  resolution: LEAST_SIZE,
  blank: BLANK_LIMITS,
};

/** The default measures under other rules. */
export function cleaningWith(rules: readonly CleaningRuleId[]): CleaningSettings {
  return { rules: [...rules], ...structuredClone(DEFAULT_MEASURES) };
}
