/** The figures of any head of a Run, and its main figure. */
import { figuresOf, type Figures } from './figures';
import { labelsFiguresOf, type LabelsFigures } from './label-figures';
import { METRICS, shortTitle, type HeadKind, type HeadMetric, type MetricId } from '../metrics';
import type { Predicted } from '../predictions/predictions';
import type { SplitName } from '../splits/split-name';
import { valueFiguresOf, type ValueFigures } from './value-figures';

export type HeadFigures = Figures | LabelsFigures | ValueFigures;

/** A figure by its metric's id; null if heads of this kind do not have it. */
export function figureOf({ values }: HeadFigures, metric: MetricId): number | null {
  const found: Partial<Record<MetricId, number>> = values;
  return found[metric] ?? null;
}

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

/** The figure that runs are ranked by: the first headline metric of the head. */
export interface MainFigure {
  metric: MetricId;
  /** For people: "Accuracy", "mAP", "MAE". */
  title: string;
  value: number;
  /** The figure of a constant answer. */
  baseline: number;
  /** Which direction is better. */
  better: 'max' | 'min';
  /** Null for a share, which is in [0, 1] and shown as a percentage; otherwise the unit of the error. */
  unit: string | null;
}

export function mainFigureOf(figures: HeadFigures): MainFigure {
  switch (figures.kind) {
    case 'class': {
      const { values, majority } = figures;
      return mainFigure('class', 'accuracy', values, majority, null);
    }
    case 'labels':
      return mainFigure('labels', 'mean-average-precision', figures.values, figures.baseline.values, null);
    default: {
      const { values, baseline, unit } = figures;
      return mainFigure('value', 'mean-absolute-error', values, baseline.values, unit);
    }
  }
}

function mainFigure<Metric extends HeadMetric>(
  kind: HeadKind,
  metric: Metric,
  values: Record<Metric, number>,
  baseline: Record<Metric, number>,
  unit: string | null,
): MainFigure {
  return {
    metric,
    title: shortTitle(metric, kind),
    value: values[metric],
    baseline: baseline[metric],
    better: METRICS[metric].better,
    unit,
  };
}
