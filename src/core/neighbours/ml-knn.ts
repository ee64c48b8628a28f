/**
 * ML-kNN: how many of a film's k nearest neighbours have a label is evidence for or against that label. The weight of
 * this evidence is learned from the training films' own neighbours, and Bayes' rule turns it into a probability.
 *
 * Zhang & Zhou, "ML-KNN: A lazy learning approach to multi-label learning", Pattern Recognition 40 (2007) 2038–2048,
 * equations 1 to 6 and figure 1. H1 is "the film has the label", Ej "j of its k neighbours have it".
 */
import type { LabelVotes } from './votes';

export interface MlKnn {
  k: number;
  labelCount: number;
  /** P(H1) of each label. */
  prior: Float64Array;
  /** P(Ej | H1), `[labels, k + 1]`. */
  givenPresent: Float64Array;
  /** P(Ej | H0), `[labels, k + 1]`. */
  givenAbsent: Float64Array;
}

/**
 * @param votes of the training films' neighbours among the training films, each film excluded from its own.
 * @param labels of the training films, 0 or 1, `[films, labelCount]`.
 * @param smoothing the paper's s; 1 is Laplace smoothing.
 */
export function fitMlKnn(
  { k, votes }: LabelVotes,
  labels: ArrayLike<number>,
  labelCount: number,
  smoothing = 1,
): MlKnn {
  const width = k + 1;
  const present = new Float64Array(labelCount * width);
  const absent = new Float64Array(labelCount * width);
  const withLabel = new Float64Array(labelCount);
  for (let at = 0; at < labels.length; at++) {
    const label = at % labelCount;
    const counts = labels[at] === 1 ? present : absent;
    counts[label * width + votes[at]]++;
    withLabel[label] += labels[at];
  }
  const films = labels.length / labelCount;
  return {
    k,
    labelCount,
    prior: withLabel.map((count) => (smoothing + count) / (2 * smoothing + films)),
    givenPresent: smoothed(present, width, smoothing),
    givenAbsent: smoothed(absent, width, smoothing),
  };
}

/** Counts `[labels, width]` → smoothed shares of each label's counts. */
function smoothed(counts: Float64Array, width: number, smoothing: number): Float64Array {
  return counts.map((count, at) => {
    const start = at - (at % width);
    const all = counts.subarray(start, start + width).reduce((sum, value) => sum + value, 0);
    return (smoothing + count) / (smoothing * width + all);
  });
}

/**
 * P(H1 | E) for every query and label, `[queries, labels]`. The paper predicts a label if H1 is likelier than H0. It
 * leaves 0.5 open; here the label is then predicted.
 * @param votes of the queries' neighbours among the training films, with the model's k.
 */
export function predictMlKnn(model: MlKnn, { votes }: LabelVotes): Float32Array {
  const { labelCount, prior, givenPresent, givenAbsent } = model;
  const width = model.k + 1;
  return Float32Array.from(votes, (count, at) => {
    const label = at % labelCount;
    const present = prior[label] * givenPresent[label * width + count];
    const absent = (1 - prior[label]) * givenAbsent[label * width + count];
    return present / (present + absent);
  });
}
