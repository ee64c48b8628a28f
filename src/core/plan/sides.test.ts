import { describe, expect, it } from 'vitest';
import { makeFilm } from '../films/testing/make-film';
import { recipeSchema, type RecipeInput } from '../recipe/recipe';
import type { Head } from '../heads';
import { drawFilms, sidesOf, type Answered } from './sides';

const PAID: Head = { task: 'box-office', kind: 'class', title: 'Paid', names: ['no', 'yes'], unit: null };
const SCORE: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };
const GENRES: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['a', 'b', 'c'], unit: null };

function answered(rows: readonly (readonly number[])[], sameAs: (at: number) => number = (at) => at) {
  return rows.map((answers, at): Answered => ({
    film: makeFilm({ key: `film-${at}` }),
    file: `${at}.jpg`,
    answers: Float32Array.from(answers),
    identities: [`id:${sameAs(at)}`],
  }));
}

const recipe = (split: RecipeInput['split'], seed = 1) => recipeSchema.parse({ split, seed });
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('drawFilms', () => {
  const films = answered(upTo(40).map(() => [0]));

  it('draws the requested number by the seed, in the order of the input', () => {
    const keys = (seed: number) => drawFilms(films, recipe({ films: 10 }, seed)).map(({ film }) => film.key);
    expect(keys(1)).toHaveLength(10);
    expect(keys(1)).toEqual(keys(1));
    expect(keys(2)).not.toEqual(keys(1));
    const places = keys(1).map((key) => Number(key.slice(5)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('takes all if there are no more, or no number is requested', () => {
    expect(drawFilms(films, recipe({}))).toEqual(films);
    expect(drawFilms(films, recipe({ films: 40 }))).toEqual(films);
  });

  it('never takes only some of the samples of one film', () => {
    const pairs = answered(
      upTo(20).map(() => [0]),
      (at) => at >> 1,
    );
    const taken = drawFilms(pairs, recipe({ films: 7 })).map(({ identities }) => identities[0]);
    expect(taken).toHaveLength(8);
    expect(new Set(taken).size).toBe(4);
  });
});

/** Rows on each side: [train, validation, test]. */
function countSides(sides: readonly string[], rows: readonly number[] = upTo(sides.length)): number[] {
  return ['train', 'validation', 'test'].map((name) => rows.filter((row) => sides[row] === name).length);
}

describe('sidesOf', () => {
  it('stratifies by class', () => {
    const samples = answered(upTo(100).map((at) => [at < 80 ? 0 : 1]));
    const sides = sidesOf(samples, [PAID], recipe({ validation: 0.2, test: 0.1 }));
    expect(countSides(sides, upTo(80))).toEqual([56, 16, 8]);
    expect(countSides(sides, upTo(100).slice(80))).toEqual([14, 4, 2]);
  });

  it('stratifies a value by five ranges of equal size', () => {
    // scores ascend, so each fifth of the films is one range
    const samples = answered(upTo(100).map((at) => [at / 10]));
    const sides = sidesOf(samples, [SCORE], recipe({ validation: 0.2 }));
    for (const part of upTo(5)) {
      const rows = upTo(20).map((at) => part * 20 + at);
      expect(countSides(sides, rows)).toEqual([16, 4, 0]);
    }
  });

  it('uses each fold in turn: every film validates once', () => {
    const samples = answered(upTo(50).map((at) => [at % 2]));
    const times = new Uint8Array(50);
    for (const fold of upTo(5)) {
      const sides = sidesOf(samples, [PAID], recipe({ folds: { count: 5, fold } }));
      expect(countSides(sides)).toEqual([40, 10, 0]);
      for (const [row, side] of sides.entries()) if (side === 'validation') times[row]++;
    }
    expect([...times]).toEqual(Array(50).fill(1));
  });

  it('stratifies labels, including a rare one, and in folds too', () => {
    const rows = upTo(100).map((at) => [1, at % 4 === 0 ? 1 : 0, at % 20 === 0 ? 1 : 0]);
    const samples = answered(rows);
    const withLabel = (label: number) => upTo(100).filter((row) => rows[row][label] === 1);
    const sides = sidesOf(samples, [GENRES], recipe({ validation: 0.2 }));
    expect([0, 1, 2].map((label) => countSides(sides, withLabel(label))[1])).toEqual([20, 5, 1]);
    for (const fold of upTo(5)) {
      const folded = sidesOf(samples, [GENRES], recipe({ folds: { count: 5, fold } }));
      expect(countSides(folded, withLabel(2))).toEqual([4, 1, 0]);
    }
  });

  it('stratifies by the answers of several heads; masked answers do not count', () => {
    const rows = upTo(120).map((at) => [at % 3 === 0 ? NaN : at % 2, at % 5 === 0 ? NaN : at / 12]);
    const sides = sidesOf(answered(rows), [PAID, SCORE], recipe({ validation: 0.25 }));
    for (const paid of [0, 1]) {
      const of = upTo(120).filter((row) => rows[row][0] === paid);
      expect(Math.abs(countSides(sides, of)[1] - 10)).toBeLessThanOrEqual(1);
    }
    expect(Math.abs(countSides(sides)[1] - 30)).toBeLessThanOrEqual(2);
  });

  it('keeps samples of one identity on one side, with every setting', () => {
    const samples = answered(
      upTo(60).map((at) => [at % 2]),
      (at) => at % 20,
    );
    for (const split of [{ validation: 0.3 }, { folds: { count: 3, fold: 0 } }]) {
      const sides = sidesOf(samples, [PAID], recipe(split));
      for (const at of upTo(20)) expect(new Set([sides[at], sides[at + 20], sides[at + 40]]).size).toBe(1);
    }
  });
});
