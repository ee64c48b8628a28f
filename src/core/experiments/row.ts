/**
 * One row of an experiment's table: a run's figures with their intervals, and what it has over the first row. Columns
 * are metrics, of each head where there are several.
 */
import type { Interval, McNemarResult } from '../metrics';
import { METRICS, type MetricId, type PresetRun } from '../presets';
import { headFiguresOf } from '../run/head-figures';
import type { Head } from '../heads';
import { intervalWork, type Intervals } from '../run/intervals';
import { headlineMetrics, intervalOf, metricValue, runValue } from '../run/metric-values';
import { pairedDifferenceWork } from '../run/paired-difference';
import type { DeviceInfo, Run } from '../run/run';
import type { SplitName } from '../splits/split-name';

export interface ColumnId {
  metric: MetricId;
  /** The head's title where the run has several; null where it has one. */
  head: string | null;
}

export interface Measured extends ColumnId {
  value: number;
  interval: Interval | null;
  /** Over the first row; null for the first row itself, and where the two have no such figure in common. */
  difference: { value: number; interval: Interval | null } | null;
}

export interface PublishedBeside {
  metric: MetricId;
  label?: string;
  published: PresetRun['published'][number];
  /** NaN where the run kept no such figure. */
  value: number;
}

export interface ExperimentRow {
  runId: string;
  createdAt: string;
  split: SplitName;
  samples: number;
  fingerprint: string;
  measured: Measured[];
  /** Of the first head against the first row's; null for the first row, and where films differ. */
  test: McNemarResult | null;
  /** Null for the first row; whether both were judged by the same films. */
  sameFilms: boolean | null;
  keptEpoch: number;
  secondsAnEpoch: number;
  device: DeviceInfo;
  published: PublishedBeside[];
}

/** The side that experiments are judged by: the test side where there is one. */
export function judgedSide(run: Pick<Run, 'sizes'>): SplitName {
  return run.sizes.test > 0 ? 'test' : 'validation';
}

export function columnKey({ metric, head }: ColumnId): string {
  return head === null ? metric : `${head}: ${metric}`;
}

export function columnTitle({ metric, head }: ColumnId): string {
  const { title } = METRICS[metric];
  return head === null ? title : `${head}: ${title}`;
}

/**
 * Work that yields often, so that a page can do something else in between.
 * @param base The first row's run; null where this is it.
 */
export function* rowWork(
  run: Run,
  base: Run | null,
  published: PresetRun['published'] = [],
): Generator<void, ExperimentRow, undefined> {
  const split = judgedSide(run);
  const figures = run.heads.map((_, at) => headFiguresOf(run, split, at));
  const measured: Measured[] = [];
  let test: McNemarResult | null = null;
  let sameFilms: boolean | null = null;
  for (const [at, head] of run.heads.entries()) {
    const alike = base !== null && isAlike(base.heads[at], head);
    const paired = alike ? yield* pairedDifferenceWork(base, run, split, at) : null;
    const own: Intervals = paired?.own ?? (yield* intervalWork(run, split, at));
    const before = alike ? headFiguresOf(base, split, at) : null;
    if (at === 0 && base) {
      test = paired?.test ?? null;
      sameFilms = paired !== null;
    }
    for (const metric of metricsOf(head, at === 0 ? published : [])) {
      const value = metricValue(figures[at], metric, head);
      const difference = before && value - metricValue(before, metric, head);
      measured.push({
        metric,
        head: run.heads.length > 1 ? head.title : null,
        value,
        interval: inMetric(own, metric),
        difference:
          difference === null || Number.isNaN(difference)
            ? null
            : { value: difference, interval: differenceIn(paired?.difference ?? {}, metric) },
      });
    }
  }
  return {
    runId: run.id,
    createdAt: run.createdAt,
    split,
    samples: figures[0]?.samples ?? 0,
    fingerprint: run.fingerprint,
    measured,
    test,
    sameFilms,
    keptEpoch: run.keptEpoch,
    secondsAnEpoch: runValue(run, 'seconds-an-epoch'),
    device: run.device,
    published: published.map((one) => ({
      metric: one.metric,
      ...(one.label !== undefined && { label: one.label }),
      published: one,
      value: publishedBeside(run, figures, one),
    })),
  };
}

function isAlike(one: Head | undefined, other: Head): boolean {
  return one !== undefined && one.kind === other.kind && one.title === other.title;
}

/** The headline metrics, and what was published beside them. */
function metricsOf(head: Head, published: PresetRun['published']): MetricId[] {
  const usual = headlineMetrics(head);
  const more = published.flatMap(({ metric, label }) =>
    label === undefined && intervalOf(metric) !== null && !usual.includes(metric) ? [metric] : [],
  );
  return [...usual, ...more];
}

function publishedBeside(
  run: Run,
  figures: readonly ReturnType<typeof headFiguresOf>[],
  { metric, label }: PresetRun['published'][number],
): number {
  const ofRun = runValue(run, metric);
  if (!Number.isNaN(ofRun)) return ofRun;
  for (const [at, head] of run.heads.entries()) {
    const value = metricValue(figures[at], metric, head, label);
    if (!Number.isNaN(value)) return value;
  }
  return NaN;
}

function inMetric(intervals: Intervals, metric: MetricId): Interval | null {
  const named = intervalOf(metric);
  const found = named && intervals[named.name];
  if (!named || !found) return null;
  return named.mirrored ? { low: 1 - found.high, high: 1 - found.low } : found;
}

function differenceIn(intervals: Intervals, metric: MetricId): Interval | null {
  const named = intervalOf(metric);
  const found = named && intervals[named.name];
  if (!named || !found) return null;
  return named.mirrored ? { low: -found.high, high: -found.low } : found;
}
