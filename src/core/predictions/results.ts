/**
 * One side of a Run's predictions, ready to be measured and browsed: samples, answers and predictions. Every view after
 * training starts here. Results are per head and include only films that have an answer to it.
 */
import { argmaxRows, maxRows, thresholded } from '../metrics';
import { columnCount, outputCount, placeHeads, type Head, type PlacedHead } from '../heads';
import type { Predicted } from './predictions';
import type { SplitName } from '../splits/split-name';

/** The samples, in the order of the predictions. All arrays are `[samples]` unless stated otherwise. */
interface Samples {
  split: SplitName;
  keys: string[];
  files: string[];
  titles: string[];
}

/** The samples of one split with actual and predicted class. */
export interface Results extends Samples {
  kind: 'class';
  classNames: readonly string[];
  /** Actual class index of each sample. */
  actual: Int32Array;
  /** Predicted class index of each sample. */
  predicted: Int32Array;
  /** Probability of the predicted class, in [0, 1]. */
  confidence: Float64Array;
  /** `[samples, classes]`, row-major. */
  probabilities: Float32Array;
}

export interface LabelResults extends Samples {
  kind: 'labels';
  /** Names of the labels. */
  classNames: readonly string[];
  /** 0 or 1, `[samples, labels]`, row-major; likewise the arrays below. */
  actual: Uint8Array;
  /** Decided by {@link LABEL_THRESHOLD}. */
  predicted: Uint8Array;
  probabilities: Float32Array;
}

export interface ValueResults extends Samples {
  kind: 'value';
  /** Only the value's own name. */
  classNames: readonly string[];
  unit: string;
  actual: Float64Array;
  predicted: Float64Array;
}

export type HeadResults = Results | LabelResults | ValueResults;

/** A label is predicted if its probability is at least this. */
export const LABEL_THRESHOLD = 0.5;

/** Row numbers of a split in the Run's predictions. */
function rowsOf({ predictions }: Pick<Predicted, 'predictions'>, split: SplitName): Int32Array {
  const rows: number[] = [];
  for (const [row, side] of predictions.splits.entries()) if (side === split) rows.push(row);
  return Int32Array.from(rows);
}

/** One head's numbers for one split, without films that have no answer. */
export interface HeadRows {
  /** Row numbers in the Run's predictions. */
  rows: number[];
  /** `[samples, columns]`, row-major. */
  answers: Float32Array;
  /** `[samples, outputs]`, row-major. */
  outputs: Float32Array;
}

function headRows({ heads, predictions }: Predicted, head: PlacedHead, split: SplitName): HeadRows {
  const columns = columnCount(heads);
  const known = [...rowsOf({ predictions }, split)].filter(
    (row) => !Number.isNaN(predictions.answers[row * columns + head.column]),
  );
  return {
    rows: known,
    answers: takePart(predictions.answers, columns, known, head.column, head.columns),
    outputs: takePart(predictions.probabilities, outputCount(heads), known, head.output, head.outputs),
  };
}

/** Copies `count` values from `first` on out of each of the rows. */
function takePart(
  values: Float32Array,
  width: number,
  rows: readonly number[],
  first: number,
  count: number,
): Float32Array {
  const part = new Float32Array(rows.length * count);
  for (const [at, row] of rows.entries())
    part.set(values.subarray(row * width + first, row * width + first + count), at * count);
  return part;
}

/** The samples of one split that have an answer to a head; arrays are empty if there are none. */
export function headResultsOf(run: Predicted, split: SplitName, at = 0): HeadResults {
  const head = placeHeads(run.heads)[at];
  const part = headRows(run, head, split);
  const samples = samplesOf(run, split, part);
  switch (head.kind) {
    case 'class':
      return classResults(samples, head, part);
    case 'labels':
      return {
        ...samples,
        kind: 'labels',
        classNames: head.names,
        actual: Uint8Array.from(part.answers),
        predicted: thresholded(part.outputs, LABEL_THRESHOLD),
        probabilities: part.outputs,
      };
    default:
      return {
        ...samples,
        kind: 'value',
        classNames: head.names,
        unit: head.unit ?? '',
        actual: Float64Array.from(part.answers),
        predicted: Float64Array.from(part.outputs),
      };
  }
}

/** {@link headResultsOf} for a class head; empty for heads of other kinds. */
export function resultsOf(run: Predicted, split: SplitName, at = 0): Results {
  const results = headResultsOf(run, split, at);
  if (results.kind === 'class') return results;
  const empty = { rows: [], answers: new Float32Array(0), outputs: new Float32Array(0) };
  return classResults(samplesOf(run, split, empty), run.heads[at], empty);
}

function samplesOf({ predictions }: Predicted, split: SplitName, { rows }: HeadRows): Samples {
  const pick = (values: readonly string[]) => Array.from(rows, (row) => values[row]);
  return {
    split,
    keys: pick(predictions.keys),
    files: pick(predictions.files),
    titles: pick(predictions.titles),
  };
}

function classResults(samples: Samples, { names }: Head, { answers, outputs }: HeadRows): Results {
  return {
    ...samples,
    kind: 'class',
    classNames: names,
    actual: Int32Array.from(answers),
    predicted: argmaxRows(outputs, names.length),
    confidence: maxRows(outputs, names.length),
    probabilities: outputs,
  };
}

/** One sample's probabilities, `[classes]`: a view, not a copy, and the same view every time. */
export function rowOf(results: Results | LabelResults, row: number): Float32Array {
  const rows = views.get(results) ?? [];
  views.set(results, rows);
  const classes = results.classNames.length;
  return (rows[row] ??= results.probabilities.subarray(row * classes, (row + 1) * classes));
}

const views = new WeakMap<Results | LabelResults, Float32Array[]>();
