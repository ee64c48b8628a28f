/**
 * k nearest neighbours for one class a film: the neighbours vote, and of classes with equally many votes the one
 * whose nearest voter is nearest wins.
 */
import type { Neighbours } from './top-neighbours';

/**
 * What the winner of a tie is raised by and the other tied classes are lowered by together: enough that the
 * greatest probability is the winner's, too little to show. Sums stay 1.
 */
export const TIE_SHIFT = 1e-6;

/**
 * Each class's share of the k votes; scikit-learn's `KNeighborsClassifier.predict_proba`, but for
 * {@link TIE_SHIFT} (scikit-learn gives ties to the smallest class).
 * @param classes class index of each reference.
 * @param k at most that of `neighbours`.
 * @returns `[queries, classCount]`.
 */
export function classVotes(
  neighbours: Neighbours,
  classes: ArrayLike<number>,
  classCount: number,
  k: number,
): Float32Array {
  const shares = new Float32Array(neighbours.queries * classCount);
  const votes = new Uint32Array(classCount);
  for (let query = 0; query < neighbours.queries; query++) {
    votes.fill(0);
    const first = query * neighbours.k;
    for (let at = first; at < first + k; at++) votes[classes[neighbours.indices[at]]]++;
    const most = Math.max(...votes);
    const tied = votes.reduce((count, value) => count + Number(value === most), 0);
    const nearest = neighbours.indices
      .subarray(first, first + k)
      .find((reference) => votes[classes[reference]] === most);
    const winner = nearest === undefined ? -1 : classes[nearest];
    for (let c = 0; c < classCount; c++) {
      let share = votes[c] / k;
      if (tied > 1 && votes[c] === most) share += c === winner ? TIE_SHIFT : -TIE_SHIFT / (tied - 1);
      shares[query * classCount + c] = share;
    }
  }
  return shares;
}
