import { describe, expect, it } from 'vitest';
import type { Head } from '../heads';
import type { Sample } from './plan';
import type { SplitName } from '../splits/split-name';
import { headCharts } from './head-charts';

const GENRES: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['a', 'b'], unit: null };
const PAID: Head = { task: 'box-office', kind: 'class', title: 'Paid', names: ['no', 'yes'], unit: null };
const SCORE: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };

/** Rows of `[side, a, b, paid, score]`. */
const rows: [SplitName, ...number[]][] = [
  ['train', 1, 1, 1, 0],
  ['train', 1, 0, 1, 4],
  ['train', 0, 0, NaN, NaN],
  ['validation', 1, 0, 1, 6],
  ['validation', 0, 1, 0, 12],
  ['validation', 0, 0, 0, NaN],
  ['test', 0, 1, NaN, 3],
];
const plan = {
  heads: [GENRES, PAID, SCORE],
  samples: rows.map(([split], at): Sample => ({
    key: `${at}`,
    file: '',
    identity: '',
    title: '',
    target: -1,
    split,
  })),
  answers: Float32Array.from(rows.flatMap(([, ...answers]) => answers)),
};
const [genres, paid, score] = headCharts(plan);

describe('charts of a plan', () => {
  it('count labels and classes on each side, and the films with an answer', () => {
    expect(genres.bars).toEqual([
      { name: 'a', counts: { train: 2, validation: 1, test: 0 } },
      { name: 'b', counts: { train: 1, validation: 1, test: 1 } },
    ]);
    expect(paid.bars.map(({ counts }) => counts)).toEqual([
      { train: 0, validation: 2, test: 0 },
      { train: 2, validation: 1, test: 0 },
    ]);
    expect([genres.known, paid.known, score.known]).toEqual([
      { train: 3, validation: 3, test: 1 },
      { train: 2, validation: 3, test: 0 },
      { train: 2, validation: 2, test: 1 },
    ]);
  });

  it('divide a value into ranges of equal width', () => {
    expect(score.bars).toHaveLength(12);
    const films = score.bars.map(({ counts }) => counts.train + counts.validation + counts.test);
    expect(films).toEqual([1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 1]);
    expect(score.bars[3]).toMatchObject({ name: '3.0 to 4.0', counts: { test: 1 } });
  });

  it("have the training side's constant answer, measured on validation", () => {
    expect(paid.baseline).toEqual({ kind: 'class', name: 'yes', accuracy: 1 / 3 });
    expect(score.baseline).toEqual({ kind: 'value', mean: 2, meanAbsoluteError: 7 });
    // two of three training films have a, one has b: the majority answer is a for every film, which is right for one of
    // three; never b
    expect(genres.baseline).toMatchObject({
      kind: 'labels',
      names: ['a'],
      commonest: 'a',
      atLeastOne: 1 / 3,
    });
    expect(genres.baseline).toHaveProperty('binaryAccuracy', 0.5);
    expect(genres.baseline).toHaveProperty('meanAveragePrecision', 1 / 3);
  });
});
