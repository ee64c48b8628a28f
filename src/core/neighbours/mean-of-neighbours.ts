/** k nearest neighbours for a number a film: the mean of theirs. */
import type { Neighbours } from './top-neighbours';

/**
 * scikit-learn's `KNeighborsRegressor(k).predict`.
 * @param values of the references.
 * @param k at most that of `neighbours`.
 * @returns `[queries]`.
 */
export function meanOfNeighbours(neighbours: Neighbours, values: ArrayLike<number>, k: number): Float32Array {
  const means = new Float32Array(neighbours.queries);
  for (let query = 0; query < neighbours.queries; query++) {
    let sum = 0;
    for (let place = 0; place < k; place++) sum += values[neighbours.indices[query * neighbours.k + place]];
    means[query] = sum / k;
  }
  return means;
}
