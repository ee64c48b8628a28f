/**
 * The figures of labels on one side of a Run, computed from its stored predictions, beside what the training side's
 * labels, said of every poster alike, would get.
 */
import {
  allMatch,
  atLeastOneMatch,
  averagePrecision,
  binaryCrossEntropy,
  f1Averages,
  hammingLoss,
  overLabels,
  perLabel,
  rocAuc,
  type ClassFigures,
} from '../metrics';
import { labelsBaseline, type ConstantLabels } from '../metrics/constant-baselines';
import { headResultsOf, type LabelResults } from '../predictions/results';
import type { Predicted } from '../predictions/predictions';
import type { SplitName } from '../splits/split-name';

/** null where no film of the side has the label, or, for the AUC, where all have it. */
export interface LabelFigure extends ClassFigures {
  averagePrecision: number | null;
  auc: number | null;
}

/** The same labels said of every film. */
export interface ConstantAnswer {
  names: string[];
  binaryAccuracy: number;
  allMatch: number;
  atLeastOne: number;
}

export interface LabelsFigures {
  kind: 'labels';
  split: SplitName;
  samples: number;
  /** Share of single labels that are right, and that are wrong. */
  binaryAccuracy: number;
  hammingLoss: number;
  /** Share of samples all of whose labels are right. */
  allMatch: number;
  /** Share of samples of whose labels at least one was said. */
  atLeastOne: number;
  f1: { micro: number; macro: number; weighted: number; samples: number };
  /** Means over the labels that have one. */
  meanAveragePrecision: number;
  meanAuc: number;
  /** Nats a label. */
  crossEntropy: number;
  /** In the order of the head's names. */
  labels: LabelFigure[];
  baseline: {
    /** Labels that at least half of the training films have. */
    majority: ConstantAnswer;
    /** The training side's commonest label alone. */
    commonest: ConstantAnswer;
    /** Of scores that are the same for every film: the share of films that have the label. */
    meanAveragePrecision: number;
    /** Of the training side's shares as probabilities. */
    crossEntropy: number;
  };
}

/** Computes every figure of one split. @param head one of labels. */
export function labelsFiguresOf(run: Predicted, split: SplitName, head = 0): LabelsFigures {
  const { actual, predicted, probabilities, classNames, keys } = labelsOf(run, split, head);
  const count = classNames.length;
  const ranked = {
    precision: overLabels(averagePrecision, actual, probabilities, count),
    auc: overLabels(rocAuc, actual, probabilities, count),
  };
  const loss = hammingLoss(actual, predicted);
  return {
    kind: 'labels',
    split,
    samples: keys.length,
    binaryAccuracy: 1 - loss,
    hammingLoss: loss,
    allMatch: allMatch(actual, predicted, count),
    atLeastOne: atLeastOneMatch(actual, predicted, count),
    f1: f1Averages(actual, predicted, count),
    meanAveragePrecision: ranked.precision.mean,
    meanAuc: ranked.auc.mean,
    crossEntropy: binaryCrossEntropy(actual, probabilities),
    labels: perLabel(actual, predicted, count).map((figures, label) => ({
      ...figures,
      averagePrecision: ranked.precision.each[label],
      auc: ranked.auc.each[label],
    })),
    baseline: baselineOf(labelsOf(run, 'train', head).actual, actual, classNames),
  };
}

function labelsOf(run: Predicted, split: SplitName, head: number): LabelResults {
  const results = headResultsOf(run, split, head);
  if (results.kind !== 'labels') throw new Error(`The head "${run.heads[head].title}" has no labels.`);
  return results;
}

function baselineOf(
  training: Uint8Array,
  judged: Uint8Array,
  names: readonly string[],
): LabelsFigures['baseline'] {
  const { frequency, majority, commonest } = labelsBaseline(training, names.length, judged);
  const constant = Float64Array.from(judged, (_, at) => frequency[at % names.length]);
  const answer = ({ labels, binaryAccuracy, ...figures }: ConstantLabels): ConstantAnswer => ({
    names: labels.map((label) => names[label]),
    binaryAccuracy,
    allMatch: figures.allMatch,
    atLeastOne: figures.atLeastOneMatch,
  });
  return {
    majority: answer(majority),
    commonest: answer(commonest),
    meanAveragePrecision: overLabels(averagePrecision, judged, constant, names.length).mean,
    crossEntropy: binaryCrossEntropy(judged, constant),
  };
}
