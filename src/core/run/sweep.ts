/**
 * The figures of one number of neighbours, for the chart over all of them: the first head's, in write-up C's words.
 * The predictions of each k are not kept; those of the recipe's own k are.
 */
import {
  accuracy,
  allMatch,
  argmaxRows,
  atLeastOneMatch,
  binaryAccuracy,
  hammingLoss,
  meanAbsoluteError,
  rootMeanSquaredError,
  thresholded,
  topKAccuracy,
} from '../metrics';
import { columnCount, outputCount, placeHeads, type Head } from '../heads';
import { SPLITS, type SplitName } from '../splits/split-name';

export interface SweepPoint {
  k: number;
  split: SplitName;
  /** By name: `accuracy`, `allMatch`, `meanAbsoluteError` … */
  figures: Record<string, number>;
}

export interface SweptAnswers {
  heads: readonly Head[];
  /** `[samples, columns]`, NaN where a film has no answer. */
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
    return [{ k, split, figures: FIGURES[head.kind](actual, said, head.outputs) }];
  });
}

const FIGURES: Record<
  Head['kind'],
  (actual: number[], said: number[], outputs: number) => Record<string, number>
> = {
  class: (actual, said, outputs) => ({
    accuracy: accuracy(actual, argmaxRows(said, outputs)),
    top3: topKAccuracy(actual, said, outputs, 3),
  }),
  labels: (actual, said, outputs) => {
    const predicted = thresholded(said);
    return {
      allMatch: allMatch(actual, predicted, outputs),
      atLeastOneMatch: atLeastOneMatch(actual, predicted, outputs),
      binaryAccuracy: binaryAccuracy(actual, predicted),
      hammingLoss: hammingLoss(actual, predicted),
    };
  },
  value: (actual, said) => ({
    meanAbsoluteError: meanAbsoluteError(actual, said),
    rootMeanSquaredError: rootMeanSquaredError(actual, said),
  }),
};
