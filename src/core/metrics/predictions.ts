/**
 * Helpers for probabilities as the page stores them: row-major `[samples, classes]`. Every metric starts from these.
 */

/** Number of rows of a row-major `[rows, columns]` array. */
export function rowCount(values: { length: number }, columns: number): number {
  return columns === 0 ? 0 : values.length / columns;
}

/** Index of each row's largest value; the first one in a tie (as in numpy). `[rows, columns] → [rows]`. */
export function argmaxRows(probabilities: ArrayLike<number>, columns: number): Int32Array {
  const rows = rowCount(probabilities, columns);
  const result = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let best = 0;
    for (let k = 1; k < columns; k++) if (probabilities[start + k] > probabilities[start + best]) best = k;
    result[row] = best;
  }
  return result;
}

/** The largest value of each row. `[rows, columns] → [rows]`. */
export function maxRows(probabilities: ArrayLike<number>, columns: number): Float64Array {
  const best = argmaxRows(probabilities, columns);
  return Float64Array.from(best, (k, row) => probabilities[row * columns + k]);
}

/** Copies the given rows out of a row-major array. */
export function takeRows(values: Float32Array, columns: number, rows: ArrayLike<number>): Float32Array {
  const result = new Float32Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++)
    result.set(values.subarray(rows[i] * columns, (rows[i] + 1) * columns), i * columns);
  return result;
}
