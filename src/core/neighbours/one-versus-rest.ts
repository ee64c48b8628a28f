/**
 * One-versus-rest k nearest neighbours: each label is a question of its own, and the k neighbours vote on it.
 */
import type { LabelVotes } from './label-votes';

/**
 * The share of the k neighbours that have a label: scikit-learn's `predict_proba` of a
 * `OneVsRestClassifier(KNeighborsClassifier(k))`. A label is predicted where half of them have it, or more
 * (scikit-learn: more than half).
 * @returns `[queries, labels]`.
 */
export function oneVersusRest({ k, votes }: LabelVotes): Float32Array {
  return Float32Array.from(votes, (count) => count / k);
}
