/** A run's figures by the names under which write-ups report them: from a head's figures, or from the run itself. */
import { sampledRows } from '../balance/sampled-rows';
import type { MetricId } from '../presets';
import type { HeadFigures } from './head-figures';
import type { Head } from '../heads';
import type { IntervalName } from './intervals';
import type { Run } from './run';

/** What the figures of a run as a whole are taken from. */
export type RunFacts = Pick<Run, 'history' | 'funnel' | 'sizes' | 'heads' | 'recipe' | 'predictions'>;

/** Mean seconds of an epoch; NaN where there was none. */
export function secondsAnEpoch({ history }: Pick<Run, 'history'>): number {
  return history.reduce((sum, record) => sum + record.seconds, 0) / history.length;
}

/** A head's figure; NaN where it has no such figure. @param label of one label or class alone. */
export function metricValue(figures: HeadFigures, metric: MetricId, head: Head, label?: string): number {
  if (label !== undefined) return labelValue(figures, metric, head.names.indexOf(label));
  switch (figures.kind) {
    case 'class':
      return (
        (
          {
            accuracy: figures.accuracy,
            top3: figures.top3,
            'macro-f1': figures.macroF1,
            'log-loss': figures.logLoss,
          } as Partial<Record<MetricId, number>>
        )[metric] ?? NaN
      );
    case 'labels':
      return (
        (
          {
            'mean-average-precision': figures.meanAveragePrecision,
            'mean-auc': figures.meanAuc,
            'binary-accuracy': figures.binaryAccuracy,
            'hamming-loss': figures.hammingLoss,
            'all-match': figures.allMatch,
            'any-match': figures.atLeastOne,
            'binary-cross-entropy': figures.crossEntropy,
            'macro-f1': figures.f1.macro,
          } as Partial<Record<MetricId, number>>
        )[metric] ?? NaN
      );
    default:
      return (
        (
          {
            'mean-absolute-error': figures.meanAbsoluteError,
            'root-mean-squared-error': figures.rootMeanSquaredError,
            r2: figures.r2,
            spearman: figures.spearman,
          } as Partial<Record<MetricId, number>>
        )[metric] ?? NaN
      );
  }
}

function labelValue(figures: HeadFigures, metric: MetricId, at: number): number {
  if (figures.kind === 'value') return NaN;
  const one = (figures.kind === 'class' ? figures.classes : figures.labels)[at];
  if (!one) return NaN;
  if (metric === 'recall' || metric === 'precision' || metric === 'f1' || metric === 'support')
    return one[metric];
  return NaN;
}

/** A figure of the run as a whole; NaN for those of predictions, and for what it did not keep. */
export function runValue(run: RunFacts, metric: MetricId): number {
  switch (metric) {
    case 'seconds-an-epoch':
      return secondsAnEpoch(run);
    case 'epochs':
      return run.history.length;
    case 'films-after-cleaning':
      return run.funnel.at(-1)?.after ?? NaN;
    case 'posters':
      return run.sizes.train + run.sizes.validation + run.sizes.test;
    case 'posters-after-balancing':
      return postersAfterBalancing(run);
    case 'labels':
      return run.heads[0]?.names.length ?? NaN;
    default:
      return NaN;
  }
}

/** With what sampling repeats, and without what it leaves out, on the training side. */
function postersAfterBalancing({ heads, predictions, recipe, sizes }: RunFacts): number {
  if (predictions.splits.length === 0) return NaN;
  const training = [...predictions.splits.keys()].filter((row) => predictions.splits[row] === 'train');
  const sampled = sampledRows(training, { heads, values: predictions.answers }, recipe);
  return sampled.length + sizes.validation + sizes.test;
}

/** The metrics that a comparison shows of a head, in the order of its columns. */
export function headlineMetrics({ kind, names }: Head): MetricId[] {
  if (kind === 'labels')
    return [
      'mean-average-precision',
      'mean-auc',
      'binary-accuracy',
      'hamming-loss',
      'all-match',
      'any-match',
    ];
  if (kind === 'value') return ['mean-absolute-error', 'root-mean-squared-error', 'r2', 'spearman'];
  // with three classes or fewer every prediction is among the three surest
  return names.length > 3
    ? ['accuracy', 'top3', 'macro-f1', 'log-loss']
    : ['accuracy', 'macro-f1', 'log-loss'];
}

/** How intervals call a metric, and whether theirs is 1 less ours; null for those without an interval. */
export function intervalOf(metric: MetricId): { name: IntervalName; mirrored: boolean } | null {
  if (metric === 'hamming-loss') return { name: 'binaryAccuracy', mirrored: true };
  const name = INTERVALS[metric];
  return name ? { name, mirrored: false } : null;
}

const INTERVALS: Partial<Record<MetricId, IntervalName>> = {
  accuracy: 'accuracy',
  'macro-f1': 'macroF1',
  'mean-average-precision': 'meanAveragePrecision',
  'mean-auc': 'meanAuc',
  'binary-accuracy': 'binaryAccuracy',
  'all-match': 'allMatch',
  'any-match': 'atLeastOne',
  'mean-absolute-error': 'meanAbsoluteError',
  'root-mean-squared-error': 'rootMeanSquaredError',
  r2: 'r2',
  spearman: 'spearman',
};
