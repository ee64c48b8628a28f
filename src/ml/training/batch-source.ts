/** Where the pixels of a training come from. Rows are those of the answers; whoever feeds it decodes ahead. */

/** Those of the rows asked for whose posters could be read, in order. */
export interface PixelBatch {
  rows: readonly number[];
  /** RGB bytes `[rows, height, width, 3]`. */
  pixels: Uint8Array;
}

export interface BatchSource {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /**
   * One batch for each group, in their order. A row may come several times, and is then augmented anew each time.
   * @param epoch from 1: seeds augmentation; null for posters as validation sees them.
   */
  batches(
    groups: readonly (readonly number[])[],
    epoch: number | null,
  ): AsyncGenerator<PixelBatch, void, undefined>;
}

/** The rows in groups of at most `size`. */
export function groupsOf(rows: readonly number[], size: number): number[][] {
  const groups: number[][] = [];
  for (let from = 0; from < rows.length; from += size) groups.push(rows.slice(from, from + size));
  return groups;
}
