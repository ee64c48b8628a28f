/**
 * One side of a Run's predictions, ready to be measured and browsed: who it is, what it is, what was said of it.
 * Every view after training starts here.
 */
import { argmaxRows, maxRows, takeRows } from '../metrics';
import type { Run, SplitName } from './run';

/** The samples of one split, in the order of the predictions. All arrays are `[samples]` unless said. */
export interface Results {
  split: SplitName;
  classNames: readonly string[];
  keys: string[];
  files: string[];
  titles: string[];
  /** Class index that each sample is. */
  actual: Int32Array;
  /** Class index that each sample is predicted as. */
  predicted: Int32Array;
  /** Probability of the predicted class, in [0, 1]. */
  confidence: Float64Array;
  /** `[samples, classes]`, row-major. */
  probabilities: Float32Array;
}

type Predicted = Pick<Run, 'classNames' | 'predictions'>;

/** Row numbers of a split in the Run's predictions. */
export function rowsOf({ predictions }: Predicted, split: SplitName): Int32Array {
  const rows: number[] = [];
  for (const [row, side] of predictions.splits.entries()) if (side === split) rows.push(row);
  return Int32Array.from(rows);
}

/** The samples of one split with their predictions; empty arrays where the split has none. */
export function resultsOf(run: Predicted, split: SplitName): Results {
  const { predictions, classNames } = run;
  const rows = rowsOf(run, split);
  const probabilities = takeRows(predictions.probabilities, classNames.length, rows);
  const pick = (values: readonly string[]) => Array.from(rows, (row) => values[row]);
  return {
    split,
    classNames,
    keys: pick(predictions.keys),
    files: pick(predictions.files),
    titles: pick(predictions.titles),
    actual: rows.map((row) => predictions.actual[row]),
    predicted: argmaxRows(probabilities, classNames.length),
    confidence: maxRows(probabilities, classNames.length),
    probabilities,
  };
}

/** One sample's probabilities, `[classes]`: a view, not a copy, and the same view every time. */
export function rowOf(results: Results, row: number): Float32Array {
  const rows = views.get(results) ?? [];
  views.set(results, rows);
  const classes = results.classNames.length;
  return (rows[row] ??= results.probabilities.subarray(row * classes, (row + 1) * classes));
}

const views = new WeakMap<Results, Float32Array[]>();
