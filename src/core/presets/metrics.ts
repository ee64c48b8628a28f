/**
 * What write-ups report, by name: one list for presets, comparisons and exports. How each is computed from stored
 * predictions is the business of `core/run/metric-values.ts`.
 */

export interface MetricFacts {
  title: string;
  /** How a value is written: a share as a percentage or as it stands, a loss, a count, seconds. */
  unit: 'share' | 'index' | 'loss' | 'count' | 'seconds' | 'value';
  /** Which way is better; null where neither is. */
  better: 'max' | 'min' | null;
}

export const METRICS = {
  accuracy: { title: 'Accuracy', unit: 'share', better: 'max' },
  top3: { title: 'Top-3', unit: 'share', better: 'max' },
  'macro-f1': { title: 'Macro F1', unit: 'share', better: 'max' },
  'log-loss': { title: 'Log loss', unit: 'loss', better: 'min' },
  'mean-average-precision': { title: 'mAP', unit: 'index', better: 'max' },
  'mean-auc': { title: 'mAUC', unit: 'index', better: 'max' },
  'binary-accuracy': { title: 'Binary accuracy', unit: 'share', better: 'max' },
  'hamming-loss': { title: 'Hamming loss', unit: 'index', better: 'min' },
  'all-match': { title: 'All match', unit: 'share', better: 'max' },
  'any-match': { title: 'At least one match', unit: 'share', better: 'max' },
  'binary-cross-entropy': { title: 'Binary cross entropy', unit: 'loss', better: 'min' },
  recall: { title: 'Recall', unit: 'index', better: 'max' },
  precision: { title: 'Precision', unit: 'index', better: 'max' },
  f1: { title: 'F1', unit: 'index', better: 'max' },
  support: { title: 'Films with it', unit: 'count', better: null },
  'mean-absolute-error': { title: 'Mean absolute error', unit: 'value', better: 'min' },
  'root-mean-squared-error': { title: 'Root mean squared error', unit: 'value', better: 'min' },
  r2: { title: 'R²', unit: 'value', better: 'max' },
  spearman: { title: 'Spearman', unit: 'value', better: 'max' },
  'seconds-an-epoch': { title: 'Seconds an epoch', unit: 'seconds', better: 'min' },
  epochs: { title: 'Epochs', unit: 'count', better: null },
  'films-after-cleaning': { title: 'Films after cleaning', unit: 'count', better: null },
  posters: { title: 'Posters', unit: 'count', better: null },
  'posters-after-balancing': { title: 'Posters after balancing', unit: 'count', better: null },
  labels: { title: 'Labels', unit: 'count', better: null },
} as const satisfies Record<string, MetricFacts>;

export type MetricId = keyof typeof METRICS;

/** A metric's facts, of their wider type. */
export function metricFacts(id: MetricId): MetricFacts {
  return METRICS[id];
}
