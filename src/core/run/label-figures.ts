/**
 * Figures of a labels head on one side of a Run, computed from its stored predictions, and the baselines that give
 * every poster the same labels, taken from the training side.
 */
import {
  averagePrecision,
  binaryCrossEntropy,
  LabelSide,
  overLabels,
  valuesOf,
  type ClassFigures,
  type Values,
} from '../metrics';
import { labelsBaseline, type ConstantLabels } from '../metrics/constant-baselines';
import { headResultsOf, type LabelResults } from '../predictions/results';
import type { Predicted } from '../predictions/predictions';
import type { SplitName } from '../splits/split-name';

/** null if no film of the side has the label, or, for the AUC, if all have it. */
export interface LabelFigure extends ClassFigures {
  averagePrecision: number | null;
  auc: number | null;
}

/** The same labels predicted for every film. */
export interface ConstantAnswer {
  names: string[];
  values: Pick<Values<'labels'>, 'accuracy' | 'exact-match' | 'any-match'>;
}

export interface LabelsFigures {
  kind: 'labels';
  split: SplitName;
  samples: number;
  /** Every label metric by its id. */
  values: Values<'labels'>;
  /** In the order of the head's names. */
  labels: LabelFigure[];
  baseline: {
    /** Labels that at least half of the training films have. */
    majority: ConstantAnswer;
    /** Only the training side's commonest label. */
    commonest: ConstantAnswer;
    /**
     * With the training side's shares as every film's probabilities; mAP is then the mean share of films with a label.
     */
    values: Pick<Values<'labels'>, 'mean-average-precision' | 'log-loss'>;
  };
}

/** Computes every figure of one split. @param head index of a labels head. */
export function labelsFiguresOf(run: Predicted, split: SplitName, head = 0): LabelsFigures {
  const { actual, probabilities, classNames, keys } = labelsOf(run, split, head);
  const side = new LabelSide(actual, probabilities, classNames.length);
  const ranked = side.whole().ranked();
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    kind: 'labels',
    split,
    samples: keys.length,
    values: valuesOf(side),
    labels: side
      .whole()
      .figures()
      .map((figures, label) => ({
        ...figures,
        averagePrecision: orNull(ranked[label].averagePrecision),
        auc: orNull(ranked[label].auc),
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
    values: {
      accuracy: binaryAccuracy,
      'exact-match': figures.allMatch,
      'any-match': figures.atLeastOneMatch,
    },
  });
  return {
    majority: answer(majority),
    commonest: answer(commonest),
    values: {
      'mean-average-precision': overLabels(averagePrecision, judged, constant, names.length).mean,
      'log-loss': binaryCrossEntropy(judged, constant),
    },
  };
}
