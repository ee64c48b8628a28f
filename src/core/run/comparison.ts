/** Runs side by side: what came out, and how much of a difference that is. In words: `comparison-text.ts`. */
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

/** What a comparison keeps of a run; its predictions are let go. */
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
  /** The first one, which the figures are of. */
  head: Head;
  validation: HeadFigures;
  /** null where the run has no test side. */
  test: HeadFigures | null;
  /** Validation film's key → whether it is right: its class, or all of its labels. Empty for values. */
  right: ReadonlyMap<string, boolean>;
}

/** Computes from the predictions all that a comparison shows of a run. */
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

/** A run's figure on one side by the metric's name; NaN where it has none. */
export function comparedValue(run: ComparedRun, metric: MetricId, side: 'validation' | 'test'): number {
  const figures = run[side];
  return (figures && figureOf(figures, metric)) ?? NaN;
}

/** One figure of runs side by side. Kinds of heads that call a metric differently have a column each. */
export interface ComparedMetric {
  metric: HeadMetric;
  title: string;
}

/** The metrics that any of the runs has, in their usual order. @param further those too that are not headlines. */
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

/** {@link comparedValue}; NaN also where the run's head calls the metric something else. */
export function columnValue(
  run: ComparedRun,
  { metric, title }: ComparedMetric,
  side: 'validation' | 'test',
): number {
  return metricTitle(metric, run.head.kind) === title ? comparedValue(run, metric, side) : NaN;
}

/**
 * McNemar's test on the validation films that both runs have; null where they were not given the same films, so
 * that their figures cannot be compared film by film.
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
