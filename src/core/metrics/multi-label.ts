/**
 * Figures of a multi-label task. `actual` (0 or 1) and `probabilities` are `[samples, labels]`, row-major; a
 * label is predicted where its probability reaches the threshold. NaN for no samples.
 */
import { classFigures, averageFigures, type ClassFigures } from './confusion';
import { rowCount } from './predictions';

/** Labels by threshold: 1 where the probability is at least `threshold`. */
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

/** Share of samples all of whose labels are right (subset accuracy). */
export function allMatch(actual: ArrayLike<number>, predicted: ArrayLike<number>, labels: number): number {
  return shareOfRows(actual, labels, (start) => {
    for (let k = 0; k < labels; k++) if (actual[start + k] !== predicted[start + k]) return false;
    return true;
  });
}

/** Share of samples with at least one label both actual and predicted. */
export function atLeastOneMatch(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): number {
  return shareOfRows(actual, labels, (start) => {
    for (let k = 0; k < labels; k++) if (actual[start + k] === 1 && predicted[start + k] === 1) return true;
    return false;
  });
}

function shareOfRows(actual: ArrayLike<number>, labels: number, holds: (start: number) => boolean): number {
  const rows = rowCount(actual, labels);
  let count = 0;
  for (let row = 0; row < rows; row++) if (holds(row * labels)) count++;
  return count / rows;
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

/** F1 averaged in scikit-learn's four ways: over all labels pooled, over labels, by support, over samples. */
export function f1Averages(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: number,
): { micro: number; macro: number; weighted: number; samples: number } {
  const figures = perLabel(actual, predicted, labels);
  const { macro, weighted } = averageFigures(figures);
  const pooled = perLabel(actual, predicted, 1);
  const rows = rowCount(actual, labels);
  let bySample = 0;
  for (let row = 0; row < rows; row++) {
    let hits = 0;
    let either = 0;
    for (let k = row * labels; k < (row + 1) * labels; k++) {
      hits += actual[k] * predicted[k];
      either += actual[k] + predicted[k];
    }
    bySample += either === 0 ? 0 : (2 * hits) / either;
  }
  return { micro: pooled[0].f1, macro: macro.f1, weighted: weighted.f1, samples: bySample / rows };
}

/** Mean binary cross entropy over samples and labels, probabilities clipped to [1e-7, 1 − 1e-7] (as Keras). */
export function binaryCrossEntropy(actual: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const p = Math.min(1 - 1e-7, Math.max(1e-7, probabilities[i]));
    sum -= actual[i] === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return sum / actual.length;
}
