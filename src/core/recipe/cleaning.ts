/**
 * The schema of a recipe's cleaning: rules in order, and the measures of `core/cleaning/measures.ts` with their ranges.
 */
import { z } from 'zod';
import { isMeasure, MEASURES, type Measure, type MeasureTable, type Measures } from '../cleaning/measures';
import { CLEANING_RULES, DEFAULT_RULES, type CleaningSettings } from '../cleaning/rules';

function numberSchema({ default: value, min, max, whole }: Measure) {
  return (whole ? z.int() : z.number()).min(min).max(max).default(value);
}

function shapeOf(table: MeasureTable): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(table).map(([name, entry]) => [
      name,
      isMeasure(entry) ? numberSchema(entry) : z.strictObject(shapeOf(entry)).prefault({}),
    ]),
  );
}

/** The result type of {@link shapeOf}, which is more exact than what the compiler infers. */
type MeasureShape = {
  [Name in keyof Measures]: z.ZodType<Measures[Name], Partial<Measures[Name]> | undefined>;
};

export const cleaningSchema: z.ZodType<CleaningSettings, CleaningInput> = z.strictObject({
  rules: z.array(z.enum(CLEANING_RULES)).default([...DEFAULT_RULES]),
  ...(shapeOf(MEASURES) as MeasureShape),
});

/** Missing fields get their defaults. */
export type CleaningInput = Partial<{
  [Name in keyof CleaningSettings]: CleaningSettings[Name] extends number | unknown[]
    ? CleaningSettings[Name]
    : Partial<CleaningSettings[Name]>;
}>;
