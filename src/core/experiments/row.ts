/**
 * One row of an experiment's table: a run's figures with intervals, and its differences from the first row. There is
 * one column per metric, and per head if there are several.
 */
import {
  factsOf,
  headlineMetrics,
  isHeadMetric,
  isRunMetric,
  metricTitle,
  type HeadKind,
  type HeadMetric,
  type Interval,
  type McNemarResult,
  type MetricId,
  shapeOf,
} from '../metrics';
import type { PresetRun } from '../presets';
import { figureOf, headFiguresOf } from '../run/head-figures';
import type { Head } from '../heads';
import { intervalWork, type Intervals } from '../run/intervals';
import { metricValue, runValue, secondsAnEpoch } from '../run/metric-values';
import { pairedDifferenceWork } from '../run/paired-difference';
import type { DeviceInfo, Run } from '../run/run';
import type { SplitName } from '../splits/split-name';

export interface ColumnId {
  metric: MetricId;
  /** The head's kind. */
  kind: HeadKind;
  /** The head's title if the run has several heads; otherwise null. */
  head: string | null;
}

export interface Measured extends ColumnId {
  value: number;
  interval: Interval | null;
  /** Difference from the first row; null for the first row itself, and if the two runs do not share this figure. */
  difference: { value: number; interval: Interval | null } | null;
}

export interface PublishedBeside {
  metric: MetricId;
  label?: string;
  published: PresetRun['published'][number];
  /** NaN if the run has no such figure. */
  value: number;
}

export interface ExperimentRow {
  runId: string;
  createdAt: string;
  split: SplitName;
  samples: number;
  fingerprint: string;
  measured: Measured[];
  /** The first head compared with the first row's; null for the first row, and if the films differ. */
  test: McNemarResult | null;
  /** Whether both runs were judged on the same films; null for the first row. */
  sameFilms: boolean | null;
  keptEpoch: number;
  secondsAnEpoch: number;
  device: DeviceInfo;
  published: PublishedBeside[];
}

/** The side on which experiments are judged: the test side if there is one, otherwise validation. */
export function judgedSide(run: Pick<Run, 'sizes'>): SplitName {
  return run.sizes.test > 0 ? 'test' : 'validation';
}

export function columnKey({ metric, head }: Pick<ColumnId, 'metric' | 'head'>): string {
  return head === null ? metric : `${head}: ${metric}`;
}

export function columnTitle({ metric, kind, head }: ColumnId): string {
  const title = metricTitle(metric, kind);
  return head === null ? title : `${head}: ${title}`;
}

/**
 * Yields often, so that a page can do other work in between.
 * @param base the first row's run; null if this run is the first.
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
      const value = figureOf(figures[at], metric) ?? NaN;
      const difference = before && value - (figureOf(before, metric) ?? NaN);
      measured.push({
        metric,
        kind: head.kind,
        head: run.heads.length > 1 ? head.title : null,
        value,
        interval: own[metric] ?? null,
        difference:
          difference === null || Number.isNaN(difference)
            ? null
            : { value: difference, interval: paired?.difference[metric] ?? null },
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
    secondsAnEpoch: secondsAnEpoch(run),
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

/** The headline metrics, followed by other metrics with published figures. */
function metricsOf(head: Head, published: PresetRun['published']): HeadMetric[] {
  const usual = headlineMetrics(shapeOf(head));
  const more = published.flatMap(({ metric, label }) =>
    label === undefined && isHeadMetric(metric) && factsOf(metric, head.kind) ? [metric] : [],
  );
  return [...new Set([...usual, ...more])];
}

function publishedBeside(
  run: Run,
  figures: readonly ReturnType<typeof headFiguresOf>[],
  { metric, label }: PresetRun['published'][number],
): number {
  if (isRunMetric(metric)) return runValue(run, metric);
  const ofHeads = run.heads.map((head, at) => metricValue(figures[at], metric, head, label));
  return ofHeads.find((value) => value !== null && !Number.isNaN(value)) ?? NaN;
}
