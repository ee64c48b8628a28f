/**
 * Baselines that give every film the same answer, whatever its poster: the most common labels, or the mean. (The most
 * common class is `majorityBaseline`.) A network that is no better has learned nothing from the posters.
 */
import { allMatch, atLeastOneMatch, hammingLoss } from './multi-label';
import { meanAbsoluteError, rootMeanSquaredError } from './regression';
import { labelStatistics } from './label-statistics';

/** One answer of 0s and 1s for all films, and its figures on the judged films. */
export interface ConstantLabels {
  /** Label indices. */
  labels: number[];
  atLeastOneMatch: number;
  allMatch: number;
  hammingLoss: number;
  binaryAccuracy: number;
}

export interface LabelsBaseline {
  /** Share of training films with each label, which the baseline gives as probabilities. */
  frequency: Float64Array;
  /** All labels that at least half of the training films have; often none. The constant with the best Hamming loss. */
  majority: ConstantLabels;
  /** Only the commonest label. Among constants with one label, it has the best "at least one match". */
  commonest: ConstantLabels;
}

/** @param training, judged: 0 or 1, `[films, labelCount]`. */
export function labelsBaseline(
  training: ArrayLike<number>,
  labelCount: number,
  judged: ArrayLike<number> = training,
): LabelsBaseline {
  const { frequency } = labelStatistics(training, labelCount);
  const common = [...frequency.keys()].filter((label) => frequency[label] >= 0.5);
  const commonest = frequency.indexOf(Math.max(...frequency));
  return {
    frequency,
    majority: judgeConstant(common, judged, labelCount),
    commonest: judgeConstant([commonest], judged, labelCount),
  };
}

function judgeConstant(labels: number[], judged: ArrayLike<number>, labelCount: number): ConstantLabels {
  const said = Uint8Array.from({ length: judged.length }, (_, at) =>
    Number(labels.includes(at % labelCount)),
  );
  const loss = hammingLoss(judged, said);
  return {
    labels,
    atLeastOneMatch: atLeastOneMatch(judged, said, labelCount),
    allMatch: allMatch(judged, said, labelCount),
    hammingLoss: loss,
    binaryAccuracy: 1 - loss,
  };
}

export interface MeanBaseline {
  /** Mean of the training films. */
  mean: number;
  /** On the judged films. */
  meanAbsoluteError: number;
  rootMeanSquaredError: number;
}

/** scikit-learn's `DummyRegressor`, strategy `mean`. NaN without films. */
export function meanBaseline(
  training: ArrayLike<number>,
  judged: ArrayLike<number> = training,
): MeanBaseline {
  let sum = 0;
  for (let film = 0; film < training.length; film++) sum += training[film];
  const mean = sum / training.length;
  const said = new Float64Array(judged.length).fill(mean);
  return {
    mean,
    meanAbsoluteError: meanAbsoluteError(judged, said),
    rootMeanSquaredError: rootMeanSquaredError(judged, said),
  };
}
