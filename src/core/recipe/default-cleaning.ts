/** What a new recipe's cleaning is, apart from the schema, which the data worker need not load. */
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
  greyscale: { share: 0.01 },
  resolution: { width: 92, height: 138 },
  blank: { deviation: 6, mainColourShare: 0.98 },
};

/** The default measures under other rules. */
export function cleaningWith(rules: readonly CleaningRuleId[]): CleaningSettings {
  return { rules: [...rules], ...structuredClone(DEFAULT_MEASURES) };
}
