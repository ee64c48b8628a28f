/**
 * Figures of a value head on one side of a Run, computed from its stored predictions, and the baseline that predicts
 * the training side's mean for every poster.
 */
import { r2, ValueSide, valuesOf, type Values } from '../metrics';
import { meanBaseline } from '../metrics/constant-baselines';
import type { Predicted } from '../predictions/predictions';
import { headResultsOf, type ValueResults } from '../predictions/results';
import type { SplitName } from '../splits/split-name';

/** Errors are in the value's unit; NaN if the split has no samples. */
export interface ValueFigures {
  kind: 'value';
  split: SplitName;
  samples: number;
  name: string;
  unit: string;
  /** Every value metric by its id. */
  values: Values<'value'>;
  /** The figures of the training side's mean. */
  baseline: {
    mean: number;
    values: Pick<Values<'value'>, 'mean-absolute-error' | 'root-mean-squared-error' | 'r2'>;
  };
}

/** Computes every figure of one split. @param head index of a value head. */
export function valueFiguresOf(run: Predicted, split: SplitName, head = 0): ValueFigures {
  const { actual, predicted, classNames, unit } = valueResultsOf(run, split, head);
  const baseline = meanBaseline(valueResultsOf(run, 'train', head).actual, actual);
  const said = new Float64Array(actual.length).fill(baseline.mean);
  return {
    kind: 'value',
    split,
    samples: actual.length,
    name: classNames[0],
    unit,
    values: valuesOf(new ValueSide(actual, predicted)),
    baseline: {
      mean: baseline.mean,
      values: {
        'mean-absolute-error': baseline.meanAbsoluteError,
        'root-mean-squared-error': baseline.rootMeanSquaredError,
        r2: r2(actual, said),
      },
    },
  };
}

function valueResultsOf(run: Predicted, split: SplitName, head: number): ValueResults {
  const results = headResultsOf(run, split, head);
  if (results.kind !== 'value') throw new Error(`The head "${run.heads[head].title}" is no value.`);
  return results;
}
