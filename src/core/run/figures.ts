/**
 * The figures of a class on one side of a Run, computed from its stored predictions and nothing else. The majority
 * class is taken from the training side and measured on this one.
 */
import {
  accuracy,
  adjacentAccuracy,
  averageFigures,
  balancedAccuracy,
  cohenKappa,
  confusionMatrix,
  expectedCalibrationError,
  logLoss,
  majorityBaseline,
  perClass,
  topKAccuracy,
  type ClassFigures,
} from '../metrics';
import { resultsOf } from '../predictions/results';
import type { Predicted } from '../predictions/predictions';
import type { SplitName } from '../splits/split-name';

/** Shares are in [0, 1]; NaN where the split has no samples. */
export interface Figures {
  kind: 'class';
  split: SplitName;
  samples: number;
  accuracy: number;
  /** Samples that are right. */
  right: number;
  /** Share of samples whose class is among the three most probable; 1 where there are three classes or fewer. */
  top3: number;
  top3Right: number;
  majority: { className: string; accuracy: number; right: number; top3: number; top3Right: number };
  balancedAccuracy: number;
  macroF1: number;
  /** Nats. */
  logLoss: number;
  /** Expected calibration error over 10 bins. */
  calibrationError: number;
  /** Cohen's κ: agreement beyond chance, in [-1, 1]. */
  kappa: number;
  /** Of classes that have an order, bins of a score; null for others. */
  ordered: {
    /** Misses weigh by the square of their distance. */
    quadraticKappa: number;
    /** Share of samples that are at most one class off. */
    adjacentAccuracy: number;
  } | null;
  /** Counts `[actual, predicted]`, row-major. */
  confusion: Int32Array;
  /** In the order of the head's names. */
  classes: ClassFigures[];
}

/** Computes every figure of one split. A head that is no class has no samples here. */
export function figuresOf(run: Predicted, split: SplitName, head = 0): Figures {
  const { names, task } = run.heads[head];
  const count = names.length;
  const { actual, predicted, probabilities } = resultsOf(run, split, head);
  const majority = majorityBaseline(resultsOf(run, 'train', head).actual, actual, count);
  const confusion = confusionMatrix(actual, predicted, count);
  const classes = perClass(confusion, count);
  const samples = actual.length;
  const share = accuracy(actual, predicted);
  const top3 = topKAccuracy(actual, probabilities, count, 3);
  const inCount = (part: number) => (samples === 0 ? 0 : Math.round(part * samples));
  const kappa = (weights: 'none' | 'quadratic') =>
    samples === 0 ? NaN : cohenKappa(confusion, count, weights);
  return {
    kind: 'class',
    split,
    samples,
    accuracy: share,
    right: inCount(share),
    top3,
    top3Right: inCount(top3),
    majority: {
      className: names[majority.classIndex] ?? '',
      accuracy: majority.accuracy,
      right: inCount(majority.accuracy),
      top3: majority.topK(3),
      top3Right: inCount(majority.topK(3)),
    },
    balancedAccuracy: balancedAccuracy(actual, predicted, count),
    macroF1: averageFigures(classes).macro.f1,
    logLoss: logLoss(actual, probabilities, count),
    calibrationError: expectedCalibrationError(actual, probabilities, count),
    kappa: kappa('none'),
    ordered:
      task === 'score-bins'
        ? { quadraticKappa: kappa('quadratic'), adjacentAccuracy: adjacentAccuracy(actual, predicted) }
        : null,
    confusion,
    classes,
  };
}
