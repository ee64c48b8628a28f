/**
 * Figures of a single-label task: one actual class per sample, probabilities over all classes. `actual` is `[samples]`
 * of class indices; `probabilities` is `[samples, classes]`, row-major. All figures are NaN without samples.
 */
import { argmaxRows, maxRows } from './predictions';
import { mean } from './regression';

/** Share of samples whose predicted class is the actual one. */
export function accuracy(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i] === predicted[i]) right++;
  return right / actual.length;
}

/** Mean recall over the classes that occur. Matches scikit-learn's `balanced_accuracy_score`. */
export function balancedAccuracy(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number {
  const support = new Float64Array(classes);
  const hits = new Float64Array(classes);
  for (let i = 0; i < actual.length; i++) {
    support[actual[i]]++;
    if (actual[i] === predicted[i]) hits[actual[i]]++;
  }
  let sum = 0;
  let present = 0;
  for (let k = 0; k < classes; k++)
    if (support[k] > 0) {
      sum += hits[k] / support[k];
      present++;
    }
  return sum / present;
}

/** Share of samples whose actual class is among the k most probable. Ties go to the lower class index. */
export function topKAccuracy(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: number,
  k: number,
): number {
  return mean(topKHits(actual, probabilities, classes, k));
}

/** 1 for each sample whose actual class is among the k most probable. `[samples]` */
export function topKHits(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: number,
  k: number,
): Uint8Array {
  const hits = new Uint8Array(actual.length);
  for (let i = 0; i < actual.length; i++) {
    const start = i * classes;
    const own = probabilities[start + actual[i]];
    let ahead = 0;
    for (let j = 0; j < classes; j++) {
      const other = probabilities[start + j];
      if (other > own || (other === own && j < actual[i])) ahead++;
    }
    hits[i] = Number(ahead < k);
  }
  return hits;
}

/** The figures of always predicting the most frequent class. */
export interface MajorityBaseline {
  /** The lowest index among equally frequent classes. */
  classIndex: number;
  /** Share of each class in the reference, which the baseline gives as probabilities. */
  shares: Float64Array;
  /** Accuracy on the measured side. */
  accuracy: number;
}

/**
 * A classifier that always predicts the most frequent class (scikit-learn's `DummyClassifier`, strategies
 * `most_frequent` and `prior`). The class comes from `reference` (the training side), the figure from `actual`: nothing
 * is learned from the side that is measured.
 */
export function majorityBaseline(
  reference: ArrayLike<number>,
  actual: ArrayLike<number>,
  classes: number,
): MajorityBaseline & { topK: (k: number) => number } {
  const count = new Int32Array(classes);
  for (let i = 0; i < reference.length; i++) count[reference[i]]++;
  const order = Array.from(count.keys()).sort((a, b) => count[b] - count[a] || a - b);
  const share = (k: number) => {
    const taken = new Set(order.slice(0, k));
    let right = 0;
    for (let i = 0; i < actual.length; i++) if (taken.has(actual[i])) right++;
    return right / actual.length;
  };
  const shares = Float64Array.from(count, (films) => films / reference.length);
  return { classIndex: order[0], shares, accuracy: share(1), topK: share };
}

const SMALLEST = 2.220446049250313e-16;

/** Mean negative logarithm of the actual class's probability, clipped at float64's epsilon (as in scikit-learn). */
export function logLoss(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: number,
): number {
  return mean(logLosses(actual, probabilities, classes));
}

/** The terms whose mean is {@link logLoss}. `[samples]` */
export function logLosses(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: number,
): Float64Array {
  const losses = new Float64Array(actual.length);
  for (let i = 0; i < actual.length; i++) {
    let total = 0;
    for (let k = 0; k < classes; k++) total += probabilities[i * classes + k];
    const own = probabilities[i * classes + actual[i]] / total;
    losses[i] = -Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, own)));
  }
  return losses;
}

/** One bin of a reliability diagram. `confidence` and `accuracy` are means; NaN in an empty bin. */
export interface ReliabilityBin {
  low: number;
  high: number;
  count: number;
  confidence: number;
  accuracy: number;
}

/** Groups samples by the probability of their predicted class, in bins of equal width. */
export function reliability(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: number,
  bins = 10,
): ReliabilityBin[] {
  const predicted = argmaxRows(probabilities, classes);
  const confidence = maxRows(probabilities, classes);
  const count = new Float64Array(bins);
  const sure = new Float64Array(bins);
  const right = new Float64Array(bins);
  for (let i = 0; i < actual.length; i++) {
    const bin = Math.min(bins - 1, Math.floor(confidence[i] * bins));
    count[bin]++;
    sure[bin] += confidence[i];
    right[bin] += Number(predicted[i] === actual[i]);
  }
  return Array.from({ length: bins }, (_, bin) => ({
    low: bin / bins,
    high: (bin + 1) / bins,
    count: count[bin],
    confidence: sure[bin] / count[bin],
    accuracy: right[bin] / count[bin],
  }));
}

/** Expected calibration error in [0, 1] with bins of equal width. Source: Guo et al. 2017, equation 3. */
export function expectedCalibrationError(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: number,
  bins = 10,
): number {
  let sum = 0;
  for (const bin of reliability(actual, probabilities, classes, bins))
    if (bin.count > 0) sum += bin.count * Math.abs(bin.accuracy - bin.confidence);
  return sum / actual.length;
}

/** Share of samples predicted at most one class away, for ordered classes. */
export function adjacentAccuracy(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let near = 0;
  for (let i = 0; i < actual.length; i++) if (Math.abs(actual[i] - predicted[i]) <= 1) near++;
  return near / actual.length;
}
