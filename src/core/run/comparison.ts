/** Compares runs: their figures, and whether a difference is significant. Texts are in `comparison-text.ts`. */
import {
  furtherMetrics,
  headlineMetrics,
  mcNemar,
  metricTitle,
  type HeadMetric,
  type McNemarResult,
  type MetricId,
  shapeOf,
} from '../metrics';
import { figureOf, headFiguresOf, type HeadFigures } from './head-figures';
import type { Head } from '../heads';
import { rightRows } from './paired-difference';
import { headResultsOf } from '../predictions/results';
import type { Run } from './run';

/** The parts of a run that a comparison keeps; predictions can be released. */
export interface ComparedRun {
  id: string;
  title: string;
  createdAt: string;
  status: Run['status'];
  recipe: Run['recipe'];
  device: Run['device'];
  history: Run['history'];
  fingerprint: string;
  keptEpoch: number;
  /** The run's first head, which the figures belong to. */
  head: Head;
  validation: HeadFigures;
  /** null if the run has no test side. */
  test: HeadFigures | null;
  /** Validation film's key → whether its prediction is right: the class, or all labels. Empty for values. */
  right: ReadonlyMap<string, boolean>;
}

/** Computes everything that a comparison shows of a run from its predictions. */
export function comparedRun(run: Run): ComparedRun {
  const results = headResultsOf(run, 'validation');
  const right = rightRows(results);
  return {
    id: run.id,
    title: run.recipe.title,
    createdAt: run.createdAt,
    status: run.status,
    recipe: run.recipe,
    device: run.device,
    history: run.history,
    fingerprint: run.fingerprint,
    keptEpoch: run.keptEpoch,
    head: run.heads[0],
    validation: headFiguresOf(run, 'validation'),
    test: run.sizes.test > 0 ? headFiguresOf(run, 'test') : null,
    right: new Map(right ? results.keys.map((key, row) => [key, right[row] === 1]) : []),
  };
}

/** A metric of a run on one side; NaN if the run does not have it. */
export function comparedValue(run: ComparedRun, metric: MetricId, side: 'validation' | 'test'): number {
  const figures = run[side];
  return (figures && figureOf(figures, metric)) ?? NaN;
}

/** One metric for runs side by side. Kinds of heads with different names for a metric have separate columns. */
export interface ComparedMetric {
  metric: HeadMetric;
  title: string;
}

/**
 * The metrics that any of the runs has, in their usual order. @param further also include those that are not headlines.
 */
export function comparedMetrics(
  runs: readonly Pick<ComparedRun, 'head'>[],
  further = false,
): ComparedMetric[] {
  const listed = (metricsOf: typeof headlineMetrics) =>
    runs.flatMap(({ head }) =>
      metricsOf(shapeOf(head)).map((metric) => [metricTitle(metric, head.kind), metric] as const),
    );
  const found = [...listed(headlineMetrics), ...(further ? listed(furtherMetrics) : [])];
  return [...new Map(found)].map(([title, metric]) => ({ metric, title }));
}

/** {@link comparedValue}; also NaN if the run's head has a different name for the metric. */
export function columnValue(
  run: ComparedRun,
  { metric, title }: ComparedMetric,
  side: 'validation' | 'test',
): number {
  return metricTitle(metric, run.head.kind) === title ? comparedValue(run, metric, side) : NaN;
}

/**
 * McNemar's test on the runs' common validation films; null if the runs were given different films, so that they cannot
 * be compared film by film.
 */
export function differenceTest(one: ComparedRun, other: ComparedRun): McNemarResult | null {
  if (one.right.size === 0 || one.right.size !== other.right.size) return null;
  const first: number[] = [];
  const second: number[] = [];
  for (const [key, right] of one.right) {
    const also = other.right.get(key);
    if (also === undefined) return null;
    first.push(Number(right));
    second.push(Number(also));
  }
  return mcNemar(new Uint8Array(first.length).fill(1), first, second);
}
