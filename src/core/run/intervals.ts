/**
 * 95 % intervals of a head's main figures on one side: the percentile bootstrap over its films, seeded, so that the
 * same predictions give the same intervals.
 */
import { atOnce } from '../at-once';
import { bootstrapIntervals, overRows, type Interval, type MetricId, shapeOf } from '../metrics';
import type { Predicted } from '../predictions/predictions';
import { headResultsOf, type HeadResults } from '../predictions/results';
import type { SplitName } from '../splits/split-name';
import { sideOfResults } from './sides';

/** Intervals by metric; metrics without an interval are missing. */
export type Intervals = Partial<Record<MetricId, Interval>>;

/** Limit on the numbers that all resamples together read: 20 million take about a quarter of a second. */
const MOST_NUMBERS = 20_000_000;
const MOST_RESAMPLES = 1000;
/** With fewer, the outermost 2.5 % are unreliable. */
const LEAST_RESAMPLES = 200;

/** About how often a value's figures read each film. */
const LOOKS_AT_A_VALUE = 10;

/** Number of resamples for a side with this many films, if its figures read this many numbers per film. */
export function resamplesFor(samples: number, numbers: number): number {
  const affordable = Math.floor(MOST_NUMBERS / Math.max(1, samples * numbers));
  return Math.min(MOST_RESAMPLES, Math.max(LEAST_RESAMPLES, affordable));
}

/**
 * Yields after each resample and returns the intervals; empty for a side without films. {@link intervalsOf} does it at
 * once.
 */
export function* intervalWork(
  run: Predicted,
  split: SplitName,
  head = 0,
): Generator<void, Intervals, undefined> {
  const results = headResultsOf(run, split, head);
  const samples = results.keys.length;
  if (samples === 0) return {};
  const figures = overRows(sideOfResults(results), shapeOf(run.heads[head]));
  return yield* bootstrapIntervals(samples, figures, { resamples: resamplesOf(results) });
}

/** Number of resamples for a head's results. */
export function resamplesOf(results: HeadResults): number {
  const numbers = results.kind === 'value' ? LOOKS_AT_A_VALUE : results.classNames.length;
  return resamplesFor(results.keys.length, numbers);
}

/** The intervals of a head's main figures. */
export function intervalsOf(run: Predicted, split: SplitName, head = 0): Intervals {
  return atOnce(intervalWork(run, split, head));
}
