import { describe, expect, it } from 'vitest';
import { galleryRows, outcomeCounts } from './gallery';
import { genreHead } from '../heads';
import { resultsOf } from './results';

// four films; the first two right, with 0.9 and 0.6; the others wrong, with 0.8 and 0.7
const results = resultsOf(
  {
    heads: [genreHead(['a', 'b'])],
    predictions: {
      keys: ['1', '2', '3', '4'],
      files: ['1', '2', '3', '4'],
      titles: ['1', '2', '3', '4'],
      splits: ['test', 'test', 'test', 'test'],
      actual: Int32Array.of(0, 1, 1, 0),
      answers: Float32Array.of(0, 1, 1, 0),
      probabilities: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.8, 0.2, 0.3, 0.7),
    },
  },
  'test',
);

describe('galleryRows', () => {
  it('shows the most confident first, or the least confident', () => {
    expect(galleryRows(results, { outcome: 'all', cell: null, order: 'surest' })).toEqual([0, 2, 3, 1]);
    expect(galleryRows(results, { outcome: 'all', cell: null, order: 'least-sure' })).toEqual([1, 3, 2, 0]);
  });
  it('keeps only right ones or wrong ones', () => {
    expect(galleryRows(results, { outcome: 'right', cell: null, order: 'surest' })).toEqual([0, 1]);
    expect(galleryRows(results, { outcome: 'wrong', cell: null, order: 'surest' })).toEqual([2, 3]);
  });
  it('keeps one cell of the confusion matrix', () =>
    expect(
      galleryRows(results, { outcome: 'all', cell: { actual: 1, predicted: 0 }, order: 'surest' }),
    ).toEqual([2]));
});

describe('outcomeCounts', () => {
  it('counts all posters, and those of one cell', () => {
    expect(outcomeCounts(results, null)).toEqual({ all: 4, right: 2, wrong: 2 });
    expect(outcomeCounts(results, { actual: 1, predicted: 0 })).toEqual({ all: 1, right: 0, wrong: 1 });
  });
});
