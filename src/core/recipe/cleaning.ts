/** The recipe's cleaning: which rules leave films out, in which order, and what they measure by. */
import { z } from 'zod';
import { DEFAULT_MEASURES, DEFAULT_RULES } from './default-cleaning';

const { year, greyscale, resolution, blank } = DEFAULT_MEASURES;

/** Cleaning rules by id. Each has a file of its name in `core/cleaning`. */
export const CLEANING_RULES = [
  'blank-title',
  'no-genre',
  'no-poster-path',
  'budget-missing',
  'revenue-missing',
  'adult',
  'no-date',
  'before-year',
  'repeated-title',
  'repeated-id',
  'greyscale',
  'low-resolution',
  'blank-poster',
] as const;
export type CleaningRuleId = (typeof CLEANING_RULES)[number];

export const cleaningSchema = z.strictObject({
  rules: z.array(z.enum(CLEANING_RULES)).default([...DEFAULT_RULES]),
  /** `before-year`: films released before it go. */
  year: z.int().min(1870).max(2100).default(year),
  /** `greyscale`: share of a poster's pixels that may have a colour, 0 to 1. */
  greyscale: z.strictObject({ share: z.number().min(0).max(1).default(greyscale.share) }).prefault({}),
  /** `low-resolution`: least pixels, of the file as it is. TMDb's smallest posters by default. */
  resolution: z
    .strictObject({
      width: z.int().min(1).default(resolution.width),
      height: z.int().min(1).default(resolution.height),
    })
    .prefault({}),
  /** `blank-poster`: a deviation of the brightness below this, or a share of the commonest colour from this on. */
  blank: z
    .strictObject({
      deviation: z.number().min(0).max(127.5).default(blank.deviation),
      mainColourShare: z.number().min(0).max(1).default(blank.mainColourShare),
    })
    .prefault({}),
});
export type CleaningSettings = z.infer<typeof cleaningSchema>;

export { cleaningWith, DEFAULT_RULES } from './default-cleaning';
