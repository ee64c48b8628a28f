/**
 * Predictions from the k nearest neighbours: for classes they vote, for labels they vote on each, and a value is the
 * mean of theirs. ML-kNN, which weighs the votes on labels, has its own file.
 */
import type { Neighbours } from './top-neighbours';

/**
 * Added to the winner of a tie, and taken from the other tied classes together: enough to give the winner the largest
 * probability, too little to show. Sums stay 1.
 */
export const TIE_SHIFT = 1e-6;

/**
 * Each class's share of the k votes. Among classes with equally many votes, the one with the nearest voter wins. Equals
 * scikit-learn's `KNeighborsClassifier.predict_proba` except for {@link TIE_SHIFT} (scikit-learn gives ties to the
 * smallest class).
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

/** How many of a query's k nearest neighbours have each label; both multi-label methods start from this. */
export interface LabelVotes {
  k: number;
  /** `[queries, labels]`: 0 to k. */
  votes: Uint16Array;
}

/**
 * Counts the votes for every k in one pass over the neighbours.
 * @param labels of the references, 0 or 1, `[references, labelCount]`.
 * @param ks each at most that of `neighbours`; yielded in ascending order without repetition.
 */
export function* labelVotes(
  neighbours: Neighbours,
  labels: ArrayLike<number>,
  labelCount: number,
  ks: readonly number[],
): Generator<LabelVotes> {
  const votes = new Uint16Array(neighbours.queries * labelCount);
  let counted = 0;
  for (const k of [...new Set(ks)].sort((a, b) => a - b)) {
    for (let query = 0; query < neighbours.queries; query++)
      for (let place = counted; place < k; place++) {
        const reference = neighbours.indices[query * neighbours.k + place];
        for (let label = 0; label < labelCount; label++)
          votes[query * labelCount + label] += labels[reference * labelCount + label];
      }
    counted = k;
    yield { k, votes: votes.slice() };
  }
}

/**
 * One-versus-rest: each label is a separate question, answered by the share of the k neighbours that have it. Equals
 * scikit-learn's `predict_proba` of a `OneVsRestClassifier(KNeighborsClassifier(k))`. A label is predicted if at least
 * half of the neighbours have it (scikit-learn: more than half).
 * @returns `[queries, labels]`.
 */
export function oneVersusRest({ k, votes }: LabelVotes): Float32Array {
  return Float32Array.from(votes, (count) => count / k);
}

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
