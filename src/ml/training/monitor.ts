/**
 * The figures that stopping and schedules look at, of the validation side: computed from predictions, by the same
 * functions as every figure after training. One with several heads is measured on the first that has it.
 */
import { OnesheetError } from '../../core/errors';
import {
  accuracy,
  allMatch,
  argmaxRows,
  atLeastOneMatch,
  averageFigures,
  averagePrecision,
  balancedAccuracy,
  binaryAccuracy,
  binaryCrossEntropy,
  confusionMatrix,
  f1Averages,
  hammingLoss,
  logLoss,
  meanAbsoluteError,
  overLabels,
  perClass,
  r2,
  rocAuc,
  rootMeanSquaredError,
  spearman,
  thresholded,
  topKAccuracy,
} from '../../core/metrics';
import type { Monitor } from '../../core/recipe/optimisation';
import { columnCount, outputCount, placeHeads, type Head, type PlacedHead } from '../../core/heads';
import type { EpochRecord } from '../../core/run/run';
import type { MONITOR_KINDS } from '../../core/tasks/monitors';

/** What was said of some rows, and what they are. */
export interface Judged {
  heads: readonly Head[];
  /** `[rows, columns]`; NaN where there is no answer. */
  answers: Float32Array;
  /** `[rows, outputs]` */
  predictions: Float32Array;
  /** The validation loss. */
  loss: number;
}

/** One head's rows that have an answer. */
interface HeadRows {
  /** `[rows, columns of the head]` */
  actual: Float32Array;
  /** `[rows, outputs of the head]` */
  predicted: Float32Array;
  /** Classes or labels. */
  count: number;
}

type Measure = (rows: HeadRows) => number;

/** Of each kind of head that has it, no more and no fewer. */
type Measures = {
  [M in keyof typeof MONITOR_KINDS]: Record<(typeof MONITOR_KINDS)[M][number], Measure>;
};

const FIGURES: Record<Exclude<Monitor, 'loss'>, Partial<Record<Head['kind'], Measure>>> = {
  'log-loss': {
    class: ({ actual, predicted, count }) => logLoss(actual, predicted, count),
    labels: ({ actual, predicted }) => binaryCrossEntropy(actual, predicted),
  },
  accuracy: {
    class: ({ actual, predicted, count }) => accuracy(actual, argmaxRows(predicted, count)),
    labels: ({ actual, predicted }) => binaryAccuracy(actual, thresholded(predicted)),
  },
  'top-3': { class: ({ actual, predicted, count }) => topKAccuracy(actual, predicted, count, 3) },
  'balanced-accuracy': {
    class: ({ actual, predicted, count }) => balancedAccuracy(actual, argmaxRows(predicted, count), count),
  },
  'macro-f1': {
    class: ({ actual, predicted, count }) =>
      averageFigures(perClass(confusionMatrix(actual, argmaxRows(predicted, count), count), count)).macro.f1,
    labels: ({ actual, predicted, count }) => f1Averages(actual, thresholded(predicted), count).macro,
  },
  'micro-f1': {
    // of one class a film, it is the accuracy
    class: ({ actual, predicted, count }) => accuracy(actual, argmaxRows(predicted, count)),
    labels: ({ actual, predicted, count }) => f1Averages(actual, thresholded(predicted), count).micro,
  },
  'exact-match': {
    class: ({ actual, predicted, count }) => accuracy(actual, argmaxRows(predicted, count)),
    labels: ({ actual, predicted, count }) => allMatch(actual, thresholded(predicted), count),
  },
  'any-match': {
    labels: ({ actual, predicted, count }) => atLeastOneMatch(actual, thresholded(predicted), count),
  },
  'hamming-loss': { labels: ({ actual, predicted }) => hammingLoss(actual, thresholded(predicted)) },
  'mean-average-precision': {
    labels: ({ actual, predicted, count }) => overLabels(averagePrecision, actual, predicted, count).mean,
  },
  'mean-auc': {
    labels: ({ actual, predicted, count }) => overLabels(rocAuc, actual, predicted, count).mean,
  },
  'mean-absolute-error': { value: ({ actual, predicted }) => meanAbsoluteError(actual, predicted) },
  'root-mean-squared-error': { value: ({ actual, predicted }) => rootMeanSquaredError(actual, predicted) },
  r2: { value: ({ actual, predicted }) => r2(actual, predicted) },
  spearman: { value: ({ actual, predicted }) => spearman(actual, predicted) },
} satisfies Measures;

/** NaN where no row has an answer. @throws OnesheetError those of {@link requireMonitor}. */
export function monitored(metric: Monitor, judged: Judged): number {
  if (metric === 'loss') return judged.loss;
  const { head, measure } = requireMonitor(metric, judged.heads);
  return measure(rowsOf(head, judged));
}

/**
 * Class: share of hits; labels: share of single labels that are right; NaN of a value. Of the first head.
 */
export function accuracyOf(judged: Omit<Judged, 'loss'>): number {
  const [first] = placeHeads(judged.heads);
  const measure = FIGURES.accuracy[first.kind];
  return measure ? measure(rowsOf(first, judged)) : NaN;
}

/** The main figure of a first head that is no class; the accuracy is that of a class. */
export function mainFigureOf(judged: Omit<Judged, 'loss'>): Pick<EpochRecord, 'validationFigure'> {
  const [first] = placeHeads(judged.heads);
  if (first.kind === 'class') return {};
  const measure =
    FIGURES[first.kind === 'labels' ? 'mean-average-precision' : 'mean-absolute-error'][first.kind];
  return measure ? { validationFigure: measure(rowsOf(first, judged)) } : {};
}

/**
 * The head on which a figure is measured.
 * @throws OnesheetError `recipe-invalid` where no head of this task has such a figure.
 */
export function requireMonitor(
  metric: Exclude<Monitor, 'loss'>,
  heads: readonly Head[],
): { head: PlacedHead; measure: Measure } {
  for (const head of placeHeads(heads)) {
    const measure = FIGURES[metric][head.kind];
    if (measure) return { head, measure };
  }
  throw new OnesheetError(
    'recipe-invalid',
    `"${metric}" cannot be measured of this task.`,
    'Let training look at another figure, such as the loss.',
    { where: { workspace: 'train', control: 'stopping.metric' } },
  );
}

function rowsOf(head: PlacedHead, { heads, answers, predictions }: Omit<Judged, 'loss'>): HeadRows {
  const columns = columnCount(heads);
  const outputs = outputCount(heads);
  const rows = answers.length / columns;
  const actual = new Float32Array(rows * head.columns);
  const predicted = new Float32Array(rows * head.outputs);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const from = row * columns + head.column;
    const answer = answers.subarray(from, from + head.columns);
    if (answer.some(Number.isNaN)) continue;
    actual.set(answer, count * head.columns);
    const at = row * outputs + head.output;
    predicted.set(predictions.subarray(at, at + head.outputs), count * head.outputs);
    count++;
  }
  return {
    actual: actual.subarray(0, count * head.columns),
    predicted: predicted.subarray(0, count * head.outputs),
    count: head.outputs,
  };
}

/** Counts `[actual, predicted]` of the first head, row-major; empty where that is not a class. */
export function confusionOf(judged: Omit<Judged, 'loss'>): Int32Array {
  const [first] = placeHeads(judged.heads);
  if (first.kind !== 'class') return new Int32Array(0);
  const { actual, predicted, count } = rowsOf(first, judged);
  return confusionMatrix(actual, argmaxRows(predicted, count), count);
}
