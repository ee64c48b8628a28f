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

/** Intervals by metric; a metric that has none is missing. */
export type Intervals = Partial<Record<MetricId, Interval>>;

/** Numbers that all resamples together may look at: 20 million take about a quarter of a second. */
const MOST_NUMBERS = 20_000_000;
const MOST_RESAMPLES = 1000;
/** Fewer say nothing of the outermost 2.5 %. */
const LEAST_RESAMPLES = 200;

/** A value's figures look at each film about so often. */
const LOOKS_AT_A_VALUE = 10;

/** How many resamples a side of so many films is given whose figures look at so many numbers of each. */
export function resamplesFor(samples: number, numbers: number): number {
  const affordable = Math.floor(MOST_NUMBERS / Math.max(1, samples * numbers));
  return Math.min(MOST_RESAMPLES, Math.max(LEAST_RESAMPLES, affordable));
}

/**
 * Work that yields after each resample and returns the intervals; none for a side without films.
 * {@link intervalsOf} does it at once.
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

/** How many resamples a head's results are given. */
export function resamplesOf(results: HeadResults): number {
  const numbers = results.kind === 'value' ? LOOKS_AT_A_VALUE : results.classNames.length;
  return resamplesFor(results.keys.length, numbers);
}

/** The intervals of a head's main figures. */
export function intervalsOf(run: Predicted, split: SplitName, head = 0): Intervals {
  return atOnce(intervalWork(run, split, head));
}
