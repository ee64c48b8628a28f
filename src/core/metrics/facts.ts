/**
 * Every metric under its one id: its name, which direction is better, how it is written, and where it is offered.
 * Recipes store these ids, so this table is below them and loads with the page. `measures.ts` computes the metrics; it
 * does not compile if one is missing.
 */
import type { Head } from '../heads';

/** What a head predicts: one class, several labels, a number. */
export type HeadKind = Head['kind'];

/** How a metric is offered for one kind of head. */
interface OfKind {
  title: string;
  /** For columns and notes with little room: "MAE". */
  short?: string;
  /**
   * Its position among the columns that a comparison always shows, from 1; 'further' if it is shown only on request;
   * null if never.
   */
  compare: number | 'further' | null;
  /**
   * Whether early stopping can use it. A metric that is accepted but not offered equals another one for this kind of
   * head.
   */
  monitor: 'offered' | 'accepted' | null;
  /** Whether the bootstrap computes an interval for it. */
  interval: boolean;
  /** Only meaningful if the classes have an order. */
  ofOrdered?: true;
  /** With fewer classes it is always 1. */
  fromClasses?: number;
}

/** How a value is written: a share as a percentage or as a fraction, a loss, a count, seconds, a value in its unit. */
export type Shown = 'share' | 'index' | 'loss' | 'count' | 'seconds' | 'value';

interface Common {
  shown: Shown;
  /** Which direction is better; null if neither is. */
  better: 'max' | 'min' | null;
}

/** Metrics of training itself, of one class or label, or of a run as a whole. */
interface OfElse extends Common {
  of: 'training' | 'label' | 'run';
  title: string;
}

interface OfHeads extends Common {
  of: Partial<Record<HeadKind, OfKind>>;
}

/** In menu order. */
export const METRICS = {
  loss: { of: 'training', title: 'Validation loss', shown: 'loss', better: 'min' },
  // of the probabilities, whatever loss is trained
  'log-loss': {
    shown: 'loss',
    better: 'min',
    of: {
      class: { title: 'Log loss', compare: 4, monitor: 'offered', interval: true },
      labels: { title: 'Binary cross entropy', compare: 'further', monitor: 'offered', interval: true },
    },
  },
  accuracy: {
    shown: 'share',
    better: 'max',
    of: {
      class: { title: 'Accuracy', compare: 1, monitor: 'offered', interval: true },
      labels: { title: 'Binary accuracy', compare: 3, monitor: 'offered', interval: true },
    },
  },
  'top-3': {
    shown: 'share',
    better: 'max',
    of: { class: { title: 'Top-3', compare: 2, monitor: 'offered', interval: true, fromClasses: 4 } },
  },
  'balanced-accuracy': {
    shown: 'share',
    better: 'max',
    of: { class: { title: 'Balanced accuracy', compare: 'further', monitor: 'offered', interval: true } },
  },
  'macro-f1': {
    shown: 'share',
    better: 'max',
    of: {
      class: { title: 'Macro F1', compare: 3, monitor: 'offered', interval: true },
      labels: { title: 'Macro F1', compare: 'further', monitor: 'offered', interval: true },
    },
  },
  'micro-f1': {
    shown: 'share',
    better: 'max',
    of: {
      // with one class per film, it equals the accuracy
      class: { title: 'Micro F1', compare: null, monitor: 'accepted', interval: true },
      labels: { title: 'Micro F1', compare: 'further', monitor: 'offered', interval: true },
    },
  },
  'weighted-f1': {
    shown: 'share',
    better: 'max',
    of: { labels: { title: 'Weighted F1', compare: 'further', monitor: 'offered', interval: true } },
  },
  'samples-f1': {
    shown: 'share',
    better: 'max',
    of: { labels: { title: 'Samples F1', compare: 'further', monitor: 'offered', interval: true } },
  },
  'exact-match': {
    shown: 'share',
    better: 'max',
    of: {
      // with one class per film, it equals the accuracy
      class: { title: 'All match', compare: null, monitor: 'accepted', interval: true },
      labels: { title: 'All match', compare: 5, monitor: 'offered', interval: true },
    },
  },
  'any-match': {
    shown: 'share',
    better: 'max',
    of: { labels: { title: 'At least one match', compare: 6, monitor: 'offered', interval: true } },
  },
  'hamming-loss': {
    shown: 'index',
    better: 'min',
    of: { labels: { title: 'Hamming loss', compare: 4, monitor: 'offered', interval: true } },
  },
  'mean-average-precision': {
    shown: 'index',
    better: 'max',
    of: { labels: { title: 'mAP', compare: 1, monitor: 'offered', interval: true } },
  },
  'mean-auc': {
    shown: 'index',
    better: 'max',
    of: { labels: { title: 'mAUC', compare: 2, monitor: 'offered', interval: true } },
  },
  kappa: {
    shown: 'index',
    better: 'max',
    of: { class: { title: 'Cohen’s κ', compare: 'further', monitor: 'offered', interval: true } },
  },
  'quadratic-kappa': {
    shown: 'index',
    better: 'max',
    of: {
      class: {
        title: 'Quadratic κ',
        compare: 'further',
        monitor: 'offered',
        interval: true,
        ofOrdered: true,
      },
    },
  },
  'adjacent-accuracy': {
    shown: 'share',
    better: 'max',
    of: {
      class: {
        title: 'At most one bin off',
        compare: 'further',
        monitor: null,
        interval: true,
        ofOrdered: true,
      },
    },
  },
  'calibration-error': {
    shown: 'share',
    better: 'min',
    // resampling makes bins less even, so its percentile interval would lie above the figure
    of: { class: { title: 'Calibration error', compare: 'further', monitor: null, interval: false } },
  },
  'mean-absolute-error': {
    shown: 'value',
    better: 'min',
    of: {
      value: { title: 'Mean absolute error', short: 'MAE', compare: 1, monitor: 'offered', interval: true },
    },
  },
  'root-mean-squared-error': {
    shown: 'value',
    better: 'min',
    of: {
      value: {
        title: 'Root mean squared error',
        short: 'RMSE',
        compare: 2,
        monitor: 'offered',
        interval: true,
      },
    },
  },
  r2: {
    shown: 'value',
    better: 'max',
    of: { value: { title: 'R²', compare: 3, monitor: 'offered', interval: true } },
  },
  spearman: {
    shown: 'value',
    better: 'max',
    of: { value: { title: 'Spearman', compare: 4, monitor: 'offered', interval: true } },
  },
  recall: { of: 'label', title: 'Recall', shown: 'index', better: 'max' },
  precision: { of: 'label', title: 'Precision', shown: 'index', better: 'max' },
  f1: { of: 'label', title: 'F1', shown: 'index', better: 'max' },
  support: { of: 'label', title: 'Films with it', shown: 'count', better: null },
  'seconds-an-epoch': { of: 'run', title: 'Seconds per epoch', shown: 'seconds', better: 'min' },
  epochs: { of: 'run', title: 'Epochs', shown: 'count', better: null },
  'films-after-cleaning': { of: 'run', title: 'Films after cleaning', shown: 'count', better: null },
  posters: { of: 'run', title: 'Posters', shown: 'count', better: null },
  'posters-after-balancing': { of: 'run', title: 'Posters after balancing', shown: 'count', better: null },
  labels: { of: 'run', title: 'Labels', shown: 'count', better: null },
} as const satisfies Record<string, OfHeads | OfElse>;

type Facts = typeof METRICS;
export type MetricId = keyof Facts;

type OfScope<Scope> = { [M in MetricId]: Facts[M]['of'] extends Scope ? M : never }[MetricId];
/** Metrics of a single class or label, and of a run as a whole. */
export type LabelMetric = OfScope<'label'>;
export type RunMetric = OfScope<'run'>;
/** Metrics of a head's predictions, and those that exist for one kind of head. */
export type HeadMetric = OfScope<object>;
export type MetricOf<Kind extends HeadKind> = {
  [M in HeadMetric]: Kind extends keyof Facts[M]['of'] ? M : never;
}[HeadMetric];
/** Metrics of a kind of head that have an interval. */
export type IntervalMetric<Kind extends HeadKind> = {
  [M in MetricOf<Kind>]: Facts[M]['of'] extends Record<Kind, { interval: true }> ? M : never;
}[MetricOf<Kind>];

type MonitoredKinds<Of> = {
  [Kind in keyof Of]: Of[Kind] extends { monitor: 'offered' | 'accepted' } ? Kind : never;
}[keyof Of];
/** Metrics that early stopping and the plateau schedule can use. */
export type Monitor =
  'loss' | { [M in HeadMetric]: [MonitoredKinds<Facts[M]['of']>] extends [never] ? never : M }[HeadMetric];

/** All ids, in table order. */
export const METRIC_IDS: readonly MetricId[] = Object.keys(METRICS).filter((id) => isMetric(id));

export function isMetric(id: unknown): id is MetricId {
  return typeof id === 'string' && Object.hasOwn(METRICS, id);
}

export function isMonitor(id: unknown): id is Monitor {
  if (!isMetric(id)) return false;
  const { of } = metricFacts(id);
  return of === 'training' || (typeof of === 'object' && Object.values(of).some(({ monitor }) => monitor));
}

export const MONITORS: readonly Monitor[] = METRIC_IDS.filter(isMonitor);

/** A metric's facts, typed as the union of all entries. */
export function metricFacts(metric: MetricId): OfHeads | OfElse {
  return METRICS[metric];
}

/** The facts of a metric for one kind of head; undefined if heads of this kind do not have it. */
export function factsOf(metric: MetricId, kind: HeadKind): OfKind | undefined {
  const { of } = metricFacts(metric);
  return typeof of === 'object' ? of[kind] : undefined;
}

export function isMetricOf<Kind extends HeadKind>(metric: MetricId, kind: Kind): metric is MetricOf<Kind> {
  return factsOf(metric, kind) !== undefined;
}

/** "Accuracy"; for labels "Binary accuracy". @param kind of the head that it is measured on. */
export function metricTitle(metric: MetricId, kind: HeadKind): string {
  const facts = metricFacts(metric);
  if ('title' in facts) return facts.title;
  return (facts.of[kind] ?? Object.values(facts.of)[0]).title;
}

/** Short {@link metricTitle}: "MAE". */
export function shortTitle(metric: MetricId, kind: HeadKind): string {
  return factsOf(metric, kind)?.short ?? metricTitle(metric, kind);
}

/** A title within a sentence: "accuracy", "mAP"; a person's name keeps its capital. */
export function inSentence(title: string): string {
  return title.replace(/^(?!Cohen)[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** What metrics need to know about a head. */
export interface HeadShape {
  kind: HeadKind;
  /** Number of classes of a class head. */
  classes: number;
  /** Whether the classes have an order, as bins of a score do. */
  ordered: boolean;
}

export function shapeOf({ kind, names, task }: Pick<Head, 'kind' | 'names' | 'task'>): HeadShape {
  return { kind, classes: names.length, ordered: task === 'score-bins' };
}

/** Whether a metric can be measured on a head. */
export function isMeasured(metric: MetricId, { kind, ordered }: HeadShape): boolean {
  const facts = factsOf(metric, kind);
  return facts !== undefined && (ordered || !facts.ofOrdered);
}

/** Whether it can also differ between runs: with three classes, top-3 accuracy is always 1. */
function saysMore(metric: MetricId, head: HeadShape): boolean {
  const facts = factsOf(metric, head.kind);
  return isMeasured(metric, head) && (facts?.fromClasses ?? 0) <= head.classes;
}

/** The monitors that are worth choosing for a head. */
export function offeredMonitors(head: HeadShape): Monitor[] {
  return MONITORS.filter(
    (metric) => saysMore(metric, head) && factsOf(metric, head.kind)?.monitor === 'offered',
  );
}

/** The metrics that a comparison always shows for a head, in column order. The first one stands for the run. */
export function headlineMetrics(head: HeadShape): HeadMetric[] {
  const place = (metric: HeadMetric) => Number(factsOf(metric, head.kind)?.compare);
  return comparedMetrics(head)
    .filter((metric) => typeof factsOf(metric, head.kind)?.compare === 'number')
    .sort((a, b) => place(a) - place(b));
}

/** The metrics that a comparison shows for a head only on request. */
export function furtherMetrics(head: HeadShape): HeadMetric[] {
  return comparedMetrics(head).filter((metric) => factsOf(metric, head.kind)?.compare === 'further');
}

function comparedMetrics(head: HeadShape): HeadMetric[] {
  return METRIC_IDS.filter(isHeadMetric).filter((metric) => saysMore(metric, head));
}

export function isHeadMetric(metric: MetricId): metric is HeadMetric {
  return typeof metricFacts(metric).of === 'object';
}

export function isRunMetric(metric: MetricId): metric is RunMetric {
  return metricFacts(metric).of === 'run';
}
