/** Provides the pixels for training. Rows are those of the answers; the implementation decodes ahead. */

/** The requested rows whose posters could be read, in order. */
export interface PixelBatch {
  rows: readonly number[];
  /** RGB bytes `[rows, height, width, 3]`. */
  pixels: Uint8Array;
}

export interface BatchSource {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /**
   * One batch for each group, in order. A row may occur several times and is augmented differently each time.
   * @param epoch From 1, seeds augmentation; null for posters as validation sees them.
   */
  batches(
    groups: readonly (readonly number[])[],
    epoch: number | null,
  ): AsyncGenerator<PixelBatch, void, undefined>;
}

/** Splits the rows into groups of at most `size`. */
export function groupsOf(rows: readonly number[], size: number): number[][] {
  const groups: number[][] = [];
  for (let from = 0; from < rows.length; from += size) groups.push(rows.slice(from, from + size));
  return groups;
}
