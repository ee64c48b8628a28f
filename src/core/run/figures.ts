/**
 * Figures of a class head on one side of a Run, computed only from its stored predictions. The majority class is taken
 * from the training side and measured on this one.
 */
import { majorityBaseline, valuesOf, ClassSide, type ClassFigures, type Values, shapeOf } from '../metrics';
import type { Predicted } from '../predictions/predictions';
import { resultsOf } from '../predictions/results';
import type { SplitName } from '../splits/split-name';

/** Shares are in [0, 1]; NaN if the split has no samples. */
export interface Figures {
  kind: 'class';
  split: SplitName;
  samples: number;
  /** Every class metric by its id; those of ordered classes are meaningless for other classes. */
  values: Values<'class'>;
  /** True for bins of a score. */
  ordered: boolean;
  /** Number of samples that are right, and whose class is among the three most probable. */
  right: number;
  top3Right: number;
  majority: { className: string; accuracy: number; right: number; top3: number; top3Right: number };
  /** Counts `[actual, predicted]`, row-major. */
  confusion: Int32Array;
  /** In the order of the head's names. */
  classes: ClassFigures[];
}

/** Computes every figure of one split. A head of another kind has no samples here. */
export function figuresOf(run: Predicted, split: SplitName, head = 0): Figures {
  const { names } = run.heads[head];
  const count = names.length;
  const { actual, probabilities } = resultsOf(run, split, head);
  const majority = majorityBaseline(resultsOf(run, 'train', head).actual, actual, count);
  const side = new ClassSide(actual, probabilities, count);
  const values = valuesOf(side);
  const samples = actual.length;
  const inCount = (part: number) => (samples === 0 ? 0 : Math.round(part * samples));
  return {
    kind: 'class',
    split,
    samples,
    values,
    ordered: shapeOf(run.heads[head]).ordered,
    right: inCount(values.accuracy),
    top3Right: inCount(values['top-3']),
    majority: {
      className: names[majority.classIndex] ?? '',
      accuracy: majority.accuracy,
      right: inCount(majority.accuracy),
      top3: majority.topK(3),
      top3Right: inCount(majority.topK(3)),
    },
    confusion: side.whole().confusion(),
    classes: side.whole().figures(),
  };
}
