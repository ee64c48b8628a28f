/**
 * What k nearest neighbours say of a film: for one class they vote, for several labels they vote on each, and a number
 * is the mean of theirs. ML-kNN, which weighs the votes on labels, has a file of its own.
 */
import type { Neighbours } from './top-neighbours';

/**
 * What the winner of a tie is raised by and the other tied classes are lowered by together: enough that the
 * greatest probability is the winner's, too little to show. Sums stay 1.
 */
export const TIE_SHIFT = 1e-6;

/**
 * Each class's share of the k votes. Of classes with equally many votes the one whose nearest voter is nearest wins:
 * scikit-learn's `KNeighborsClassifier.predict_proba`, but for
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

/** How many of a query's k nearest neighbours have each label: what both ways for several labels start from. */
export interface LabelVotes {
  k: number;
  /** `[queries, labels]`: 0 to k. */
  votes: Uint16Array;
}

/**
 * One walk over the neighbours gives the votes for every k.
 * @param labels of the references, 0 or 1, `[references, labelCount]`.
 * @param ks each at most that of `neighbours`; given back in ascending order, each once.
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
 * One-versus-rest: each label is a question of its own, answered by the share of the k neighbours that have it.
 * scikit-learn's `predict_proba` of a `OneVsRestClassifier(KNeighborsClassifier(k))`. A label is predicted where half of
 * them have it, or more (scikit-learn: more than half).
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
