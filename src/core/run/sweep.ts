/**
 * The first head's figures at one number of neighbours, for the chart of the sweep. Only the predictions for the
 * recipe's own k are kept, not those for every k.
 */
import { measured, sideOf, type HeadKind, type MetricId, type MetricOf } from '../metrics';
import { columnCount, outputCount, placeHeads, type Head } from '../heads';
import { SPLITS, type SplitName } from '../splits/split-name';

export interface SweepPoint {
  k: number;
  split: SplitName;
  figures: Partial<Record<MetricId, number>>;
}

export interface SweptAnswers {
  heads: readonly Head[];
  /** `[samples, columns]`, NaN if a film has no answer. */
  answers: Float32Array;
  splits: readonly SplitName[];
}

/** One point for each side that has films; films without an answer to the first head are left out. */
export function sweepPoints(
  k: number,
  probabilities: Float32Array,
  { heads, answers, splits }: SweptAnswers,
): SweepPoint[] {
  const [head] = placeHeads(heads);
  const width = columnCount(heads);
  const outputs = outputCount(heads);
  return SPLITS.flatMap((split) => {
    const films = [...splits.keys()].filter(
      (film) => splits[film] === split && !Number.isNaN(answers[film * width + head.column]),
    );
    if (films.length === 0) return [];
    const actual = films.flatMap((film) => [
      ...answers.subarray(film * width + head.column, film * width + head.column + head.columns),
    ]);
    const said = films.flatMap((film) => [
      ...probabilities.subarray(film * outputs + head.output, film * outputs + head.output + head.outputs),
    ]);
    return [{ k, split, figures: figuresOf(head.kind, actual, said, head.outputs) }];
  });
}

/** The metrics that a sweep keeps for each number of neighbours, in the order of the chart. */
export const SWEPT: { [Kind in HeadKind]: readonly MetricOf<Kind>[] } = {
  class: ['accuracy', 'top-3'],
  labels: ['any-match', 'exact-match', 'accuracy', 'hamming-loss'],
  value: ['mean-absolute-error', 'root-mean-squared-error'],
};

function figuresOf(kind: HeadKind, actual: number[], said: number[], count: number): SweepPoint['figures'] {
  const side = sideOf(kind, actual, said, count);
  const figures: SweepPoint['figures'] = {};
  for (const metric of SWEPT[kind]) figures[metric] = measured<HeadKind>(side, metric) ?? NaN;
  return figures;
}

/** Names of the metrics in sweeps of earlier versions. */
const EARLIER: ReadonlyMap<string, MetricId> = new Map([
  ['top3', 'top-3'],
  ['allMatch', 'exact-match'],
  ['atLeastOneMatch', 'any-match'],
  ['binaryAccuracy', 'accuracy'],
  ['hammingLoss', 'hamming-loss'],
  ['meanAbsoluteError', 'mean-absolute-error'],
  ['rootMeanSquaredError', 'root-mean-squared-error'],
]);

/** A point as stored by any version. */
type StoredPoint = Omit<SweepPoint, 'figures'> & { figures: Readonly<Record<string, number>> };

/** A stored sweep of any version, with the current ids. */
export function restoreSweep(points: readonly StoredPoint[]): SweepPoint[] {
  return points.map(({ figures, ...point }) => ({
    ...point,
    figures: Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [EARLIER.get(name) ?? name, value]),
    ),
  }));
}
