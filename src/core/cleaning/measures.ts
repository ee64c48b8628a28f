/**
 * The numbers that cleaning rules compare with: the default and range of each. The recipe's schema, the rules and the
 * page's fields are made from this table.
 */
import { BLANK_LIMITS } from '../pixels/blank';
import { GREY_TOLERANCE } from '../pixels/greyscale';
import { LEAST_SIZE } from '../pixels/low-resolution';

export interface Measure {
  default: number;
  /** Smallest and largest allowed value, inclusive. */
  min: number;
  max: number;
  /** Only whole numbers are allowed. */
  whole?: true;
}

export const MEASURES = {
  /** `before-year`: films released earlier are left out. */
  year: { default: 1980, min: 1870, max: 2100, whole: true },
  /** `greyscale`: the largest share of coloured pixels in a poster that counts as greyscale, 0 to 1. */
  greyscale: { share: { default: GREY_TOLERANCE.share, min: 0, max: 1 } },
  /**
   * `low-resolution`: the smallest width and height of the image file, in pixels. The default is the size of TMDb's
   * smallest posters.
   */
  resolution: {
    width: { default: LEAST_SIZE.width, min: 1, max: 10_000, whole: true },
    height: { default: LEAST_SIZE.height, min: 1, max: 10_000, whole: true },
  },
  /**
   * `blank-poster`: a standard deviation of brightness below the first, or a share of the commonest colour at or above
   * the second.
   */
  blank: {
    deviation: { default: BLANK_LIMITS.deviation, min: 0, max: 127.5 },
    mainColourShare: { default: BLANK_LIMITS.mainColourShare, min: 0, max: 1 },
  },
} as const satisfies MeasureTable;

export interface MeasureTable {
  readonly [name: string]: Measure | { readonly [name: string]: Measure };
}

/** The values of a table: a number in place of each measure. */
export type ValuesOf<Table> = Table extends { default: number }
  ? number
  : { -readonly [Name in keyof Table]: ValuesOf<Table[Name]> };

export type Measures = ValuesOf<typeof MEASURES>;

export function isMeasure(entry: Measure | { readonly [name: string]: Measure }): entry is Measure {
  return typeof entry.default === 'number';
}

/** Every measure at its default; a new object on each call. */
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
