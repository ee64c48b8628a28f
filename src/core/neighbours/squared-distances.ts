/**
 * Squared Euclidean distances as Σ(a − b)², in blocks: the plain reference for backends, which use a matrix product.
 * Fast enough for some hundred films.
 */
import type { DistanceBlock } from './top-neighbours';

/** Feature vectors, `[rows, dimensions]`, row-major. */
export interface FeatureMatrix {
  rows: number;
  dimensions: number;
  values: ArrayLike<number>;
}

/** One block per `blockRows` queries, each against all references. */
export function* squaredDistances(
  queries: FeatureMatrix,
  references: FeatureMatrix,
  blockRows = 256,
): Generator<DistanceBlock> {
  for (let first = 0; first < queries.rows; first += blockRows) {
    const rows = Math.min(blockRows, queries.rows - first);
    const values = new Float64Array(rows * references.rows);
    for (let row = 0, at = 0; row < rows; row++)
      for (let reference = 0; reference < references.rows; reference++, at++)
        values[at] = squaredDistance(queries, first + row, references, reference);
    yield { firstQuery: first, firstReference: 0, queries: rows, references: references.rows, values };
  }
}

function squaredDistance(a: FeatureMatrix, rowA: number, b: FeatureMatrix, rowB: number): number {
  const { dimensions } = a;
  let sum = 0;
  for (let d = 0; d < dimensions; d++) {
    const difference = a.values[rowA * dimensions + d] - b.values[rowB * dimensions + d];
    sum += difference * difference;
  }
  return sum;
}
