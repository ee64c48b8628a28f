/**
 * Baselines that say the same of every film, whatever its poster: the labels that most films have, the mean. (The
 * commonest class is `majorityBaseline` of the metrics.) A network that does no better has learned nothing from the posters.
 */
import { allMatch, atLeastOneMatch, hammingLoss } from './multi-label';
import { meanAbsoluteError, rootMeanSquaredError } from './regression';
import { labelStatistics } from './label-statistics';

/** One answer of 0s and 1s for all films, and how it does on the judged ones. */
export interface ConstantLabels {
  /** Label indices. */
  labels: number[];
  atLeastOneMatch: number;
  allMatch: number;
  hammingLoss: number;
  binaryAccuracy: number;
}

export interface LabelsBaseline {
  /** Share of training films with each label: what the baseline says as probabilities. */
  frequency: Float64Array;
  /** Each label that at least half of the training films have; often none. Best constant Hamming loss. */
  majority: ConstantLabels;
  /** The one commonest label: best constant "at least one match" of one label. */
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
  /** Of the training films. */
  mean: number;
  /** On the judged films. */
  meanAbsoluteError: number;
  rootMeanSquaredError: number;
}

/** scikit-learn's `DummyRegressor`, strategy `mean`. NaN for no films. */
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
