/**
 * The figures of a value on one side of a Run, computed from its stored predictions, beside what the training side's
 * mean, said of every poster, would get.
 */
import { meanAbsoluteError, r2, rootMeanSquaredError, spearman } from '../metrics';
import { meanBaseline } from '../metrics/constant-baselines';
import { headResultsOf, type ValueResults } from '../predictions/results';
import type { Predicted } from '../predictions/predictions';
import type { SplitName } from '../splits/split-name';

/** Errors are in the value's unit; NaN where the split has no samples. */
export interface ValueFigures {
  kind: 'value';
  split: SplitName;
  samples: number;
  name: string;
  unit: string;
  meanAbsoluteError: number;
  rootMeanSquaredError: number;
  /** 1 is perfect, 0 what this side's own mean gets. */
  r2: number;
  /** Rank correlation, in [-1, 1]. */
  spearman: number;
  /** The training side's mean. */
  baseline: { mean: number; meanAbsoluteError: number; rootMeanSquaredError: number; r2: number };
}

/** Computes every figure of one split. @param head one of a value. */
export function valueFiguresOf(run: Predicted, split: SplitName, head = 0): ValueFigures {
  const { actual, predicted, classNames, unit } = valuesOf(run, split, head);
  const baseline = meanBaseline(valuesOf(run, 'train', head).actual, actual);
  const said = new Float64Array(actual.length).fill(baseline.mean);
  return {
    kind: 'value',
    split,
    samples: actual.length,
    name: classNames[0],
    unit,
    meanAbsoluteError: meanAbsoluteError(actual, predicted),
    rootMeanSquaredError: rootMeanSquaredError(actual, predicted),
    r2: r2(actual, predicted),
    spearman: spearman(actual, predicted),
    baseline: { ...baseline, r2: r2(actual, said) },
  };
}

function valuesOf(run: Predicted, split: SplitName, head: number): ValueResults {
  const results = headResultsOf(run, split, head);
  if (results.kind !== 'value') throw new Error(`The head "${run.heads[head].title}" is no value.`);
  return results;
}
