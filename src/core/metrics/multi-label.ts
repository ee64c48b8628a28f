/**
 * Figures of a multi-label task. `actual` (0 or 1) and `probabilities` are `[samples, labels]`, row-major; a label is
 * predicted if its probability reaches the threshold. NaN without samples.
 */
import { classFigures, averageFigures, type ClassFigures } from './confusion';
import { rowCount } from './predictions';
import { mean } from './regression';

/** Labels by threshold: 1 if the probability is at least `threshold`. */
export function thresholded(probabilities: ArrayLike<number>, threshold = 0.5): Uint8Array {
  return Uint8Array.from({ length: probabilities.length }, (_, i) => Number(probabilities[i] >= threshold));
}

/** Share of single labels that are right (Keras's binary accuracy). */
export function binaryAccuracy(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return 1 - hammingLoss(actual, predicted);
}

/** Share of single labels that are wrong. */
export function hammingLoss(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let wrong = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i] !== predicted[i]) wrong++;
  return wrong / actual.length;
}

/** Share of samples with all labels right (subset accuracy). */
export function allMatch(actual: ArrayLike<number>, predicted: ArrayLike<number>, labels: number): number {
  return mean(exactRows(actual, predicted, labels));
}

/** Share of samples with at least one label that is both actual and predicted. */
export function atLeastOneMatch(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): number {
  return mean(matchedRows(actual, predicted, labels));
}

/** Number of wrong labels of each sample. `[samples]` */
export function wrongLabels(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): Uint16Array {
  const wrong = new Uint16Array(rowCount(actual, labels));
  for (let i = 0; i < actual.length; i++) if (actual[i] !== predicted[i]) wrong[Math.floor(i / labels)]++;
  return wrong;
}

/** 1 for each sample with all labels right. `[samples]` */
export function exactRows(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): Uint8Array {
  return Uint8Array.from(wrongLabels(actual, predicted, labels), (wrong) => Number(wrong === 0));
}

/** 1 for each sample with at least one label that is both actual and predicted. `[samples]` */
export function matchedRows(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): Uint8Array {
  const matched = new Uint8Array(rowCount(actual, labels));
  for (let i = 0; i < actual.length; i++)
    if (actual[i] === 1 && predicted[i] === 1) matched[Math.floor(i / labels)] = 1;
  return matched;
}

/** F1 of each sample; 0 if it has no label and none is predicted. `[samples]` */
export function sampleF1s(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): Float64Array {
  return Float64Array.from({ length: rowCount(actual, labels) }, (_, row) => {
    let hits = 0;
    let either = 0;
    for (let k = row * labels; k < (row + 1) * labels; k++) {
      hits += actual[k] * predicted[k];
      either += actual[k] + predicted[k];
    }
    return either === 0 ? 0 : (2 * hits) / either;
  });
}

/** Precision, recall, F1 and support of every label. */
export function perLabel(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): ClassFigures[] {
  const hits = new Float64Array(labels);
  const said = new Float64Array(labels);
  const support = new Float64Array(labels);
  for (let i = 0; i < actual.length; i++) {
    const label = i % labels;
    support[label] += actual[i];
    said[label] += predicted[i];
    hits[label] += actual[i] * predicted[i];
  }
  return Array.from(hits, (hit, k) => classFigures(hit, said[k], support[k]));
}

/**
 * F1 averaged in scikit-learn's four ways: micro (all labels pooled), macro (over labels), weighted (by support), over
 * samples.
 */
export function f1Averages(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): { micro: number; macro: number; weighted: number; samples: number } {
  const figures = perLabel(actual, predicted, labels);
  const { macro, weighted } = averageFigures(figures);
  const pooled = perLabel(actual, predicted, 1);
  return {
    micro: pooled[0].f1,
    macro: macro.f1,
    weighted: weighted.f1,
    samples: mean(sampleF1s(actual, predicted, labels)),
  };
}

/** Mean binary cross entropy over samples and labels, with probabilities clipped to [1e-7, 1 − 1e-7] (as in Keras). */
export function binaryCrossEntropy(actual: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  return mean(crossEntropies(actual, probabilities, 1));
}

/** {@link binaryCrossEntropy} of each sample: a mean over its labels. `[samples]` */
export function crossEntropies(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  labels: number,
): Float64Array {
  const entropies = new Float64Array(rowCount(actual, labels));
  for (let i = 0; i < actual.length; i++) {
    const p = Math.min(1 - 1e-7, Math.max(1e-7, probabilities[i]));
    entropies[Math.floor(i / labels)] -= Math.log(actual[i] === 1 ? p : 1 - p) / labels;
  }
  return entropies;
}
