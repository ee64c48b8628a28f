import { describe, expect, it } from 'vitest';
import { labelMisses, labelRows, valueRows } from './head-gallery';
import type { LabelResults, ValueResults } from './results';

const samples = (count: number) => {
  const names = Array.from({ length: count }, (_, at) => `film ${at}`);
  return { split: 'test' as const, keys: names, files: names, titles: names };
};

describe('posters by how wrong their labels are', () => {
  const probabilities = Float32Array.of(0.9, 0.1, 0.9, 0.6, 0.4, 0.4, 0.1, 0.8);
  const results: LabelResults = {
    ...samples(4),
    kind: 'labels',
    classNames: ['a', 'b'],
    actual: Uint8Array.of(1, 0, 1, 0, 1, 0, 1, 0),
    predicted: Uint8Array.from(probabilities, (one) => Number(one >= 0.5)),
    probabilities,
  };
  const misses = labelMisses(results);
  const all = { outcome: 'all', order: 'most-wrong', label: null } as const;

  it('counts wrong labels, and distinguishes right, partly right and wrong', () => {
    expect(misses.map(({ wrong, outcome }) => [wrong, outcome])).toEqual([
      [0, 'right'],
      [1, 'partly'],
      [1, 'wrong'],
      [2, 'wrong'],
    ]);
    expect(misses[0].loss).toBeCloseTo(-2 * Math.log(0.9), 6);
  });

  it('shows the most wrong first, by loss if as many labels are wrong', () => {
    // −ln 0.4 − ln 0.6 is more than −ln 0.9 − ln 0.4
    expect(labelRows(results, misses, all)).toEqual([3, 2, 1, 0]);
    expect(labelRows(results, misses, { ...all, order: 'least-wrong' })).toEqual([0, 1, 2, 3]);
  });

  it('keeps one outcome, or posters with one actual or predicted label', () => {
    expect(labelRows(results, misses, { ...all, outcome: 'wrong' })).toEqual([3, 2]);
    expect(labelRows(results, misses, { ...all, label: 1 })).toEqual([3, 1]);
  });
});

it('posters by the error of their value', () => {
  const results: ValueResults = {
    ...samples(3),
    kind: 'value',
    classNames: ['Score'],
    unit: 'points',
    actual: Float64Array.of(5, 6, 7),
    predicted: Float64Array.of(5.5, 4, 8),
  };
  expect(valueRows(results, { outcome: 'all', order: 'most-wrong' })).toEqual([1, 2, 0]);
  expect(valueRows(results, { outcome: 'high', order: 'most-wrong' })).toEqual([2, 0]);
  expect(valueRows(results, { outcome: 'low', order: 'least-wrong' })).toEqual([1]);
});
