/**
 * scikit-learn's value of every metric (`scripts/reference/metrics.py`), with the answers and outputs that it was
 * computed from.
 */
import type { HeadKind, MetricOf } from '../facts';
import reference from '../reference.json';

const [single, multi, value] = [reference.singleLabel[0], reference.multiLabel[0], reference.regression[0]];

type Expected = { [Kind in HeadKind]: Record<MetricOf<Kind>, number> };

/** Does not compile if a metric is missing. */
export const EXPECTED: Expected = {
  class: {
    'log-loss': single.logLoss,
    accuracy: single.accuracy,
    'top-3': single.top[3] ?? NaN,
    'balanced-accuracy': single.balancedAccuracy,
    'macro-f1': single.macroF1,
    // with one class per film, both equal the accuracy
    'micro-f1': single.accuracy,
    'exact-match': single.accuracy,
    kappa: single.kappa,
    'quadratic-kappa': single.quadraticKappa,
    'adjacent-accuracy': single.adjacentAccuracy,
    'calibration-error': single.expectedCalibrationError,
  },
  labels: {
    'log-loss': multi.logLoss,
    accuracy: multi.binaryAccuracy,
    'macro-f1': multi.macroF1,
    'micro-f1': multi.microF1,
    'weighted-f1': multi.weightedF1,
    'samples-f1': multi.samplesF1,
    'exact-match': multi.allMatch,
    'any-match': multi.atLeastOne,
    'hamming-loss': multi.hammingLoss,
    'mean-average-precision': multi.meanAveragePrecision,
    'mean-auc': multi.meanAuc,
  },
  value: {
    'mean-absolute-error': value.meanAbsoluteError,
    'root-mean-squared-error': value.rootMeanSquaredError,
    r2: value.r2,
    spearman: value.spearman,
  },
};

/** Class indices, labels `[films, labels]`, values. */
export const ACTUAL: Record<HeadKind, readonly number[]> = {
  class: single.actual,
  labels: multi.actual,
  value: value.actual,
};
/** Probabilities, values. */
export const OUTPUTS: Record<HeadKind, readonly number[]> = {
  class: single.probabilities,
  labels: multi.probabilities,
  value: value.predicted,
};
/** Number of classes or labels. */
export const COUNTS: Record<HeadKind, number> = { class: single.classes, labels: multi.classes, value: 1 };
