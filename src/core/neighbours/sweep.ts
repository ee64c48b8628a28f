/**
 * The sweep over k: one search at the largest k serves all smaller ones. Each step yields the probabilities for one k,
 * ready to be stored and measured; only one step needs to be in memory at a time.
 */
import { classVotes, labelVotes, oneVersusRest } from './votes';
import { fitMlKnn, predictMlKnn, type MlKnn } from './ml-knn';
import type { Neighbours } from './top-neighbours';

/** The values of k that write-up C tried. */
export const SWEPT_KS: readonly number[] = [1, 3, 5, 7, 10, 15, 20, 30, 40, 50, 100];

export interface SweepStep {
  k: number;
  /** `[queries, classes or labels]`. */
  probabilities: Float32Array;
}

/** Labels of the training films, 0 or 1, `[films, count]`. */
export interface TrainingLabels {
  values: ArrayLike<number>;
  count: number;
}

/** k nearest neighbours over classes; `classes` are those of the training films. */
export function* sweepClasses(
  queries: Neighbours,
  classes: ArrayLike<number>,
  classCount: number,
  ks: readonly number[],
): Generator<SweepStep> {
  for (const k of ascending(ks)) yield { k, probabilities: classVotes(queries, classes, classCount, k) };
}

/** One-versus-rest k nearest neighbours. */
export function* sweepOneVersusRest(
  queries: Neighbours,
  labels: TrainingLabels,
  ks: readonly number[],
): Generator<SweepStep> {
  for (const votes of labelVotes(queries, labels.values, labels.count, ks))
    yield { k: votes.k, probabilities: oneVersusRest(votes) };
}

/**
 * ML-kNN, fitted for every k.
 * @param training neighbours of the training films among themselves, each film excluded from its own.
 */
export function fitMlKnns(
  training: Neighbours,
  labels: TrainingLabels,
  ks: readonly number[],
  smoothing = 1,
): MlKnn[] {
  return Array.from(labelVotes(training, labels.values, labels.count, ks), (votes) =>
    fitMlKnn(votes, labels.values, labels.count, smoothing),
  );
}

/** The fitted models' probabilities, smallest k first. */
export function* sweepMlKnn(
  models: readonly MlKnn[],
  queries: Neighbours,
  labels: TrainingLabels,
): Generator<SweepStep> {
  const byK = new Map(models.map((model) => [model.k, model]));
  for (const votes of labelVotes(queries, labels.values, labels.count, [...byK.keys()])) {
    const model = byK.get(votes.k);
    if (model) yield { k: votes.k, probabilities: predictMlKnn(model, votes) };
  }
}

function ascending(ks: readonly number[]): number[] {
  return [...new Set(ks)].sort((a, b) => a - b);
}
