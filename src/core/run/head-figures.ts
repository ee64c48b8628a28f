/** The figures of any head of a Run, and the one of them that stands for all. */
import { figuresOf, type Figures } from './figures';
import { labelsFiguresOf, type LabelsFigures } from './label-figures';
import type { Predicted } from '../predictions/predictions';
import type { SplitName } from '../splits/split-name';
import { valueFiguresOf, type ValueFigures } from './value-figures';

export type HeadFigures = Figures | LabelsFigures | ValueFigures;

/** Computes every figure of one head on one split. */
export function headFiguresOf(run: Predicted, split: SplitName, head = 0): HeadFigures {
  switch (run.heads[head].kind) {
    case 'class':
      return figuresOf(run, split, head);
    case 'labels':
      return labelsFiguresOf(run, split, head);
    default:
      return valueFiguresOf(run, split, head);
  }
}

/** The figure by which runs of a head are told apart. */
export interface MainFigure {
  id: 'accuracy' | 'meanAveragePrecision' | 'meanAbsoluteError';
  /** For a person: "Accuracy", "mAP", "MAE". */
  title: string;
  value: number;
  /** What always giving the same answer gets. */
  baseline: number;
  /** Which way is better. */
  better: 'max' | 'min';
  /** A share is in [0, 1] and read in percent; an error is in this unit. */
  unit: string | null;
}

export function mainFigureOf(figures: HeadFigures): MainFigure {
  switch (figures.kind) {
    case 'class':
      return {
        id: 'accuracy',
        title: 'Accuracy',
        value: figures.accuracy,
        baseline: figures.majority.accuracy,
        better: 'max',
        unit: null,
      };
    case 'labels':
      return {
        id: 'meanAveragePrecision',
        title: 'mAP',
        value: figures.meanAveragePrecision,
        baseline: figures.baseline.meanAveragePrecision,
        better: 'max',
        unit: null,
      };
    default:
      return {
        id: 'meanAbsoluteError',
        title: 'MAE',
        value: figures.meanAbsoluteError,
        baseline: figures.baseline.meanAbsoluteError,
        better: 'min',
        unit: figures.unit,
      };
  }
}
