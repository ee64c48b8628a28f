/**
 * Compares a run with another on the same films: the difference of each figure with its 95 % interval (paired
 * percentile bootstrap: both runs are measured on the same resampled films), and McNemar's test.
 */
import {
  bootstrapIntervals,
  mcNemar,
  METRIC_IDS,
  overRows,
  type Interval,
  type McNemarResult,
  type MetricId,
  shapeOf,
} from '../metrics';
import { resamplesOf, type Intervals } from './intervals';
import type { Predicted } from '../predictions/predictions';
import { headResultsOf, type HeadResults } from '../predictions/results';
import type { SplitName } from '../splits/split-name';
import { sideOfResults } from './sides';

export interface PairedDifference {
  /** Intervals of the run's own figures. */
  own: Intervals;
  /** Run minus base. */
  difference: Intervals;
  /** On films that are right; for labels, films with all labels right. Null for values. */
  test: McNemarResult | null;
}

/** For each row of one, the row of the same film in the other; null if they have different films or answers. */
export function pairedRows(one: HeadResults, other: HeadResults): Int32Array | null {
  if (one.kind !== other.kind || one.keys.length !== other.keys.length) return null;
  if (one.classNames.join('\n') !== other.classNames.join('\n')) return null;
  const rowOf = new Map(other.keys.map((key, row) => [key, row]));
  const rows = new Int32Array(one.keys.length);
  const width = one.kind === 'labels' ? one.classNames.length : 1;
  for (const [at, key] of one.keys.entries()) {
    const row = rowOf.get(key);
    if (row === undefined) return null;
    for (let k = 0; k < width; k++)
      if (one.actual[at * width + k] !== other.actual[row * width + k]) return null;
    rows[at] = row;
  }
  return rows;
}

/**
 * Yields after each resample. @returns null if the runs cannot be compared film by film, or have no films.
 * @param head of the run; the base's head has the same index.
 */
export function* pairedDifferenceWork(
  base: Predicted,
  run: Predicted,
  split: SplitName,
  head = 0,
): Generator<void, PairedDifference | null, undefined> {
  if (head >= base.heads.length) return null;
  const first = headResultsOf(base, split, head);
  const second = headResultsOf(run, split, head);
  const rows = pairedRows(second, first);
  if (!rows || rows.length === 0) return null;
  const shape = shapeOf(run.heads[head]);
  // in the run's order, so that one draw means the same films
  const ofBase = overRows(sideOfResults(first, rows), shape);
  const ofRun = overRows(sideOfResults(second), shape);
  const intervals = yield* bootstrapIntervals(
    rows.length,
    (indices) => {
      const before = ofBase(indices);
      const after = ofRun(indices);
      const both: Partial<Record<MetricId | Differing, number>> = { ...after };
      for (const metric of METRIC_IDS) {
        const [one, other] = [after[metric], before[metric]];
        if (one !== undefined && other !== undefined) both[`Δ${metric}`] = one - other;
      }
      return both;
    },
    { resamples: resamplesOf(second) },
  );
  return { ...apart(intervals), test: testOf(first, second, rows) };
}

type Differing = `Δ${MetricId}`;

function apart(
  intervals: Partial<Record<MetricId | Differing, Interval>>,
): Pick<PairedDifference, 'own' | 'difference'> {
  const own: Intervals = {};
  const difference: Intervals = {};
  for (const metric of METRIC_IDS) {
    const [alone, over] = [intervals[metric], intervals[`Δ${metric}`]];
    if (alone) own[metric] = alone;
    if (over) difference[metric] = over;
  }
  return { own, difference };
}

function testOf(first: HeadResults, second: HeadResults, rows: Int32Array): McNemarResult | null {
  const before = rightRows(first);
  const after = rightRows(second);
  if (!before || !after) return null;
  const paired = rows.map((row) => before[row]);
  return mcNemar(new Uint8Array(rows.length).fill(1), paired, after);
}

/** 1 for each film that is right: its class, or all its labels. Null for values. */
export function rightRows(results: HeadResults): Uint8Array | null {
  if (results.kind === 'value') return null;
  const { actual, predicted } = results;
  const width = results.kind === 'labels' ? results.classNames.length : 1;
  return Uint8Array.from(results.keys, (_, row) => {
    for (let at = row * width; at < (row + 1) * width; at++) if (actual[at] !== predicted[at]) return 0;
    return 1;
  });
}
