/**
 * The validation figures that stopping and schedules monitor: computed from predictions by the same functions as every
 * figure after training. With several heads, a figure is measured on the first head that has it.
 */
import { OnesheetError } from '../../core/errors';
import {
  isMeasured,
  measured,
  sideOf,
  type AnySide,
  type HeadKind,
  type HeadMetric,
  type Monitor,
  shapeOf,
} from '../../core/metrics';
import { columnCount, outputCount, placeHeads, type Head, type PlacedHead } from '../../core/heads';
import type { EpochRecord } from '../../core/run/run';

/** Predictions for some rows, and their answers. */
export interface Judged {
  heads: readonly Head[];
  /** `[rows, columns]`; NaN if there is no answer. */
  answers: Float32Array;
  /** `[rows, outputs]` */
  predictions: Float32Array;
  /** The validation loss. */
  loss: number;
}

/** NaN if no row has an answer. @throws OnesheetError as {@link requireMonitor} does. */
export function monitored(metric: Monitor, judged: Judged): number {
  if (metric === 'loss') return judged.loss;
  return figureOn(requireMonitor(metric, judged.heads), metric, judged);
}

function figureOn(head: PlacedHead, metric: HeadMetric, judged: Omit<Judged, 'loss'>): number {
  return measured<HeadKind>(sideOn(head, judged), metric) ?? NaN;
}

/** Of the first head. Class: share of correct rows; labels: share of correct single labels; NaN for a value. */
export function accuracyOf(judged: Omit<Judged, 'loss'>): number {
  return figureOn(placeHeads(judged.heads)[0], 'accuracy', judged);
}

/** The main figure of the first head unless it is a class head, whose main figure is the accuracy. */
export function mainFigureOf(judged: Omit<Judged, 'loss'>): Pick<EpochRecord, 'validationFigure'> {
  const [first] = placeHeads(judged.heads);
  if (first.kind === 'class') return {};
  const metric = first.kind === 'labels' ? 'mean-average-precision' : 'mean-absolute-error';
  return { validationFigure: figureOn(first, metric, judged) };
}

/**
 * The head on which a figure is measured.
 * @throws OnesheetError `recipe-invalid` if no head of this task has such a figure.
 */
export function requireMonitor(metric: Exclude<Monitor, 'loss'>, heads: readonly Head[]): PlacedHead {
  const head = placeHeads(heads).find((one) => isMeasured(metric, shapeOf(one)));
  if (head) return head;
  throw new OnesheetError(
    'recipe-invalid',
    `"${metric}" cannot be measured of this task.`,
    'Let training look at another figure, such as the loss.',
    { where: { workspace: 'train', control: 'stopping.metric' } },
  );
}

/** The rows of one head that have an answer. */
function sideOn(head: PlacedHead, { heads, answers, predictions }: Omit<Judged, 'loss'>): AnySide {
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
  return sideOf(
    head.kind,
    actual.subarray(0, count * head.columns),
    predicted.subarray(0, count * head.outputs),
    head.outputs,
  );
}

/** Counts `[actual, predicted]` of the first head, row-major; empty if that is not a class head. */
export function confusionOf(judged: Omit<Judged, 'loss'>): Int32Array {
  const [first] = placeHeads(judged.heads);
  const side = sideOn(first, judged);
  return side.kind === 'class' ? side.whole().confusion() : new Int32Array(0);
}
