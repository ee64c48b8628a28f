/**
 * What cleaning rules measure by: each measure's default and range, once. The recipe's schema, the rules and the page's
 * fields are made from this table.
 */
import { BLANK_LIMITS } from '../pixels/blank';
import { GREY_TOLERANCE } from '../pixels/greyscale';
import { LEAST_SIZE } from '../pixels/low-resolution';

export interface Measure {
  default: number;
  /** Least and greatest value, both allowed. */
  min: number;
  max: number;
  /** Only whole numbers are allowed. */
  whole?: true;
}

export const MEASURES = {
  /** `before-year`: films released earlier are left out. */
  year: { default: 1980, min: 1870, max: 2100, whole: true },
  /** `greyscale`: the share of a poster's pixels that may have a colour, 0 to 1. */
  greyscale: { share: { default: GREY_TOLERANCE.share, min: 0, max: 1 } },
  /** `low-resolution`: the fewest pixels of the file itself. By default the size of TMDb's smallest posters. */
  resolution: {
    width: { default: LEAST_SIZE.width, min: 1, max: 10_000, whole: true },
    height: { default: LEAST_SIZE.height, min: 1, max: 10_000, whole: true },
  },
  /** `blank-poster`: a brightness deviation below the one, or a share of the commonest colour from the other upwards. */
  blank: {
    deviation: { default: BLANK_LIMITS.deviation, min: 0, max: 127.5 },
    mainColourShare: { default: BLANK_LIMITS.mainColourShare, min: 0, max: 1 },
  },
} as const satisfies MeasureTable;

export interface MeasureTable {
  readonly [name: string]: Measure | { readonly [name: string]: Measure };
}

/** A table's values: a number in place of each measure. */
export type ValuesOf<Table> = Table extends { default: number }
  ? number
  : { -readonly [Name in keyof Table]: ValuesOf<Table[Name]> };

export type Measures = ValuesOf<typeof MEASURES>;

export function isMeasure(entry: Measure | { readonly [name: string]: Measure }): entry is Measure {
  return typeof entry.default === 'number';
}

/** Every measure at its default; a new object each time. */
export function defaultMeasures(): Measures {
  const valuesOf = (table: MeasureTable): object =>
    Object.fromEntries(
      Object.entries(table).map(([name, entry]) => [
        name,
        isMeasure(entry) ? entry.default : valuesOf(entry),
      ]),
    );
  return valuesOf(MEASURES) as Measures;
}
