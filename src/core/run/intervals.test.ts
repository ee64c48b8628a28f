import { describe, expect, it } from 'vitest';
import { averagePrecision, bootstrapInterval, overLabels, takeRows } from '../metrics';
import { Random } from '../random';
import type { Head } from '../heads';
import { intervalsOf, intervalWork, resamplesFor } from './intervals';
import type { SplitName } from '../splits/split-name';
import { headRun } from './testing/head-run';

const COUNT = 400;
const random = new Random(3, 'films');
const splits: SplitName[] = Array<SplitName>(COUNT).fill('validation');
const CLASS: Head = { task: 'box-office', kind: 'class', title: 'Paid', names: ['no', 'yes'], unit: null };
const SCORE: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };
const GENRES: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['a', 'b', 'c'], unit: null };

const draw = (length: number, next: () => number) => Array.from({ length }, next);
const right = draw(COUNT, () => Number(random.uniform() < 0.7));
const errors = draw(COUNT, () => random.between(-1, 1));
const labels = draw(COUNT * 3, () => Number(random.uniform() < 0.3));
const scores = labels.map((label) => Math.fround(0.4 * label + 0.6 * random.uniform()));

const run = headRun(splits, [
  { head: CLASS, answers: right.map(() => 1), outputs: right.flatMap((one) => [1 - one, one]) },
  { head: SCORE, answers: errors.map(() => 5), outputs: errors.map((error) => 5 + error) },
  { head: GENRES, answers: labels, outputs: scores },
]);

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
/** Half the width of the normal interval of a mean. */
const half = (values: readonly number[]) => {
  const mean = meanOf(values);
  const variance = meanOf(values.map((value) => (value - mean) ** 2));
  return 1.96 * Math.sqrt(variance / values.length);
};

describe('intervals', () => {
  it('of an accuracy are nearly those of the normal approximation', () => {
    const { accuracy } = intervalsOf(run, 'validation', 0);
    expect(accuracy?.low).toBeCloseTo(meanOf(right) - half(right), 2);
    expect(accuracy?.high).toBeCloseTo(meanOf(right) + half(right), 2);
  });

  it('of a mean error too', () => {
    const { 'mean-absolute-error': meanAbsoluteError } = intervalsOf(run, 'validation', 1);
    const sizes = errors.map(Math.abs);
    expect(meanAbsoluteError?.low).toBeCloseTo(meanOf(sizes) - half(sizes), 2);
    expect(meanAbsoluteError?.high).toBeCloseTo(meanOf(sizes) + half(sizes), 2);
  });

  it('of the mAP equal those of resamples that are sorted afresh, except for the order of sums', () => {
    const { 'mean-average-precision': meanAveragePrecision, accuracy: binaryAccuracy } = intervalsOf(
      run,
      'validation',
      2,
    );
    const slow = bootstrapInterval(
      COUNT,
      (rows) => {
        const of = (values: readonly number[]) => takeRows(Float32Array.from(values), 3, rows);
        return overLabels(averagePrecision, of(labels), of(scores), 3).mean;
      },
      { resamples: resamplesFor(COUNT, 3) },
    );
    expect(meanAveragePrecision?.low).toBeCloseTo(slow.low, 9);
    expect(meanAveragePrecision?.high).toBeCloseTo(slow.high, 9);
    const wrong = labels.map((label, at) => Number(label === Number(scores[at] >= 0.5)));
    expect(binaryAccuracy?.low).toBeLessThan(meanOf(wrong));
    expect(binaryAccuracy?.high).toBeGreaterThan(meanOf(wrong));
  });

  it('are the same every time, and missing for a side without films', () => {
    expect(intervalsOf(run, 'validation', 2)).toEqual(intervalsOf(run, 'validation', 2));
    expect(intervalsOf(run, 'test', 2)).toEqual({});
  });

  it('are computed in steps, one per resample', () => {
    let steps = 0;
    for (const _ of intervalWork(run, 'validation', 0)) steps++;
    expect(steps).toBe(resamplesFor(COUNT, 2));
  });

  it('use fewer resamples for many films, but never too few', () => {
    expect(resamplesFor(400, 3)).toBe(1000);
    expect(resamplesFor(3500, 20)).toBeLessThan(1000);
    expect(resamplesFor(45_000, 20)).toBe(200);
  });
});
