/**
 * The figures of one side of a Run, computed from its stored predictions and nothing else. The majority class is
 * taken from the training side and measured on this one.
 */
import {
  accuracy,
  averageFigures,
  balancedAccuracy,
  confusionMatrix,
  expectedCalibrationError,
  logLoss,
  majorityBaseline,
  perClass,
  topKAccuracy,
  type ClassFigures,
} from '../metrics';
import { resultsOf, rowsOf } from './results';
import type { Run, SplitName } from './run';

/** Shares are in [0, 1]; NaN where the split has no samples. */
export interface Figures {
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
  /** Counts `[actual, predicted]`, row-major. */
  confusion: Int32Array;
  /** In the order of the Run's class names. */
  classes: ClassFigures[];
}

/** Computes every figure of one split. */
export function figuresOf(run: Pick<Run, 'classNames' | 'predictions'>, split: SplitName): Figures {
  const count = run.classNames.length;
  const { actual, predicted, probabilities } = resultsOf(run, split);
  const training = rowsOf(run, 'train').map((row) => run.predictions.actual[row]);
  const majority = majorityBaseline(training, actual, count);
  const confusion = confusionMatrix(actual, predicted, count);
  const classes = perClass(confusion, count);
  const samples = actual.length;
  const share = accuracy(actual, predicted);
  const top3 = topKAccuracy(actual, probabilities, count, 3);
  const inCount = (part: number) => (samples === 0 ? 0 : Math.round(part * samples));
  return {
    split,
    samples,
    accuracy: share,
    right: inCount(share),
    top3,
    top3Right: inCount(top3),
    majority: {
      className: run.classNames[majority.classIndex] ?? '',
      accuracy: majority.accuracy,
      right: inCount(majority.accuracy),
      top3: majority.topK(3),
      top3Right: inCount(majority.topK(3)),
    },
    balancedAccuracy: balancedAccuracy(actual, predicted, count),
    macroF1: averageFigures(classes).macro.f1,
    logLoss: logLoss(actual, probabilities, count),
    calibrationError: expectedCalibrationError(actual, probabilities, count),
    confusion,
    classes,
  };
}
