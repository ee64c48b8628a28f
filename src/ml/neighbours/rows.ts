/**
 * Feature vectors that are read in blocks, so that the pixels of 45,000 posters can stay bytes: only the block that is
 * being compared is converted to floats.
 */
import { OnesheetError } from '../../core/errors';

export interface Rows {
  count: number;
  /** Numbers per row. */
  dimensions: number;
  /** Rows first … first + count − 1, `[count, dimensions]`, row-major. */
  read(first: number, count: number): Float32Array;
  /** Bytes of all rows, as they are stored. */
  bytes: number;
}

/** Some rows of a matrix, in a given order. Bytes (pixels) are converted to floats without scaling. */
export function rowsOf(
  values: Uint8Array | Float32Array,
  dimensions: number,
  indices: ArrayLike<number>,
): Rows {
  return {
    count: indices.length,
    dimensions,
    bytes: indices.length * dimensions * values.BYTES_PER_ELEMENT,
    read(first, count) {
      const block = new Float32Array(count * dimensions);
      for (let row = 0; row < count; row++) {
        const from = indices[first + row] * dimensions;
        block.set(values.subarray(from, from + dimensions), row * dimensions);
      }
      return block;
    },
  };
}

/**
 * The mean row. Subtracting it does not change distances, and makes products small enough for float32.
 * @throws OnesheetError `features-not-finite`.
 */
export function meanRow(rows: Rows, blockRows: number): Float64Array {
  const mean = new Float64Array(rows.dimensions);
  for (let first = 0; first < rows.count; first += blockRows) {
    const count = Math.min(blockRows, rows.count - first);
    const block = rows.read(first, count);
    for (let row = 0, at = 0; row < count; row++)
      for (let d = 0; d < rows.dimensions; d++, at++) mean[d] += block[at] / rows.count;
  }
  if (mean.some((value) => !Number.isFinite(value)))
    throw new OnesheetError(
      'features-not-finite',
      'The features of a film are no numbers.',
      'Compute the features again; if it comes back, choose another backbone or backend.',
    );
  return mean;
}

/** Subtracts `mean` from every row of a block, in place. */
export function centre(block: Float32Array, mean: Float64Array): Float32Array {
  const dimensions = mean.length;
  for (let at = 0; at < block.length; at += dimensions)
    for (let d = 0; d < dimensions; d++) block[at + d] -= mean[d];
  return block;
}

/** ‖row‖² of each row, in float64. */
export function squaredNorms(block: Float32Array, dimensions: number): Float64Array {
  const norms = new Float64Array(block.length / dimensions);
  for (let row = 0, at = 0; row < norms.length; row++) {
    let sum = 0;
    for (let d = 0; d < dimensions; d++, at++) sum += block[at] * block[at];
    norms[row] = sum;
  }
  return norms;
}
