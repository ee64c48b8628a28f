import { describe, expect, it } from 'vitest';
import type { Film } from '../films/film';
import { makeFilm } from '../films/testing/make-film';
import type { PosterFacts } from '../pixels/poster-facts';
import { cleaningSchema } from '../recipe/cleaning';
import { cleaningWith, CLEANING_RULES, type CleaningRuleId } from './rules';
import { runFunnel } from './funnel';
import { RULES } from './rules';

function leftOut(rule: CleaningRuleId, films: readonly Partial<Film>[], settings: object = {}): boolean[] {
  const cleaning = cleaningSchema.parse({ ...settings, rules: [rule] });
  const leavesOut = RULES[rule].judge(cleaning, () => null);
  return films.map(makeFilm).map((film) => leavesOut(film));
}

describe('rules on a single film', () => {
  it('adult: films without a mark are kept', () => {
    const films = [true, false, null].map((adult) => ({ adult }));
    expect(leftOut('adult', films)).toEqual([true, false, false]);
  });

  it('before-year: films of that year or of unknown year are kept', () => {
    const films = [1979, 1980, 2001, null].map((year) => ({ year }));
    expect(leftOut('before-year', films)).toEqual([true, false, false, false]);
    expect(leftOut('before-year', films, { year: 1979 })).toEqual([false, false, false, false]);
    expect(leftOut('before-year', films, { year: 2001 })).toEqual([true, true, false, false]);
  });

  it('no-date: a year without a date is enough', () => {
    const films = [
      { releaseDate: null, year: null },
      { releaseDate: null, year: 1995 },
      { releaseDate: '1995-10-30', year: 1995 },
    ];
    expect(leftOut('no-date', films)).toEqual([true, false, false]);
  });
});

describe('rules on earlier films', () => {
  it('repeated-title: keeps the first of exactly equal titles', () => {
    const titles = ['Heat', 'heat', 'Heat', 'Ran', 'Heat'].map((title) => ({ title }));
    expect(leftOut('repeated-title', titles)).toEqual([false, false, true, false, true]);
  });

  it('repeated-id: either id is enough, and films without ids are no repetition', () => {
    const films = [
      { tmdbId: '1', imdbId: 'tt1' },
      { tmdbId: '2', imdbId: 'tt1' },
      { tmdbId: '1', imdbId: null },
      { tmdbId: null, imdbId: null },
      { tmdbId: null, imdbId: null },
      { tmdbId: '2', imdbId: 'tt3' },
    ];
    expect(leftOut('repeated-id', films)).toEqual([false, true, true, false, false, true]);
  });

  it('each judge starts without memory', () => {
    const film = makeFilm({ title: 'Heat' });
    expect([leftOut('repeated-title', [film]), leftOut('repeated-title', [film])]).toEqual([
      [false],
      [false],
    ]);
  });

  it('see only the films that the rules before them kept', () => {
    const films = [
      makeFilm({ key: 'old', title: 'Heat', year: 1970 }),
      makeFilm({ key: 'new', title: 'Heat', year: 1995 }),
    ];
    const kept = (...rules: CleaningRuleId[]) =>
      runFunnel(films, cleaningWith(rules)).kept.map((film) => film.key);
    expect(kept('before-year', 'repeated-title')).toEqual(['new']);
    expect(kept('repeated-title', 'before-year')).toEqual([]);
  });
});

const PLAIN: PosterFacts = {
  width: 500,
  height: 750,
  colouredShare: 0.5,
  deviation: 60,
  mainColourShare: 0.1,
  perceptual: [0, 0],
  difference: [0, 0],
};

describe('rules on posters', () => {
  const OF_POSTERS = ['greyscale', 'low-resolution', 'blank-poster'] as const satisfies CleaningRuleId[];
  /** One film per poster; undefined means that the poster has not been examined. */
  const judged = (
    rule: CleaningRuleId,
    posters: readonly (Partial<PosterFacts> | undefined)[],
    settings = {},
  ) => {
    const films = posters.map((_, at) => makeFilm({ key: `${at}`, line: at + 2 }));
    const factsOf = (film: Film) => {
      const facts = posters[Number(film.key)];
      return facts ? { ...PLAIN, ...facts } : null;
    };
    const leavesOut = RULES[rule].judge(cleaningSchema.parse({ rules: [rule], ...settings }), factsOf);
    return films.map(leavesOut);
  };

  it('let films pass whose posters have not been examined, and are marked as rules on posters', () => {
    for (const rule of OF_POSTERS) expect(judged(rule, [undefined, {}])).toEqual([false, false]);
    expect(CLEANING_RULES.filter((rule) => RULES[rule].ofPoster)).toEqual(OF_POSTERS);
  });

  it('greyscale: up to the tolerance', () => {
    const posters = [0, 0.01, 0.011, 0.4].map((colouredShare) => ({ colouredShare }));
    expect(judged('greyscale', posters)).toEqual([true, true, false, false]);
    expect(judged('greyscale', posters, { greyscale: { share: 0.4 } })).toEqual([true, true, true, true]);
  });

  it('low-resolution: either side is enough', () => {
    const posters = [
      { width: 92, height: 138 },
      { width: 91, height: 1000 },
      { width: 1000, height: 137 },
    ];
    expect(judged('low-resolution', posters)).toEqual([false, true, true]);
    expect(judged('low-resolution', posters, { resolution: { width: 1, height: 1 } })).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('blank-poster: flat, or nearly all one colour', () => {
    const posters = [
      { deviation: 5.9 },
      { deviation: 6 },
      { mainColourShare: 0.98 },
      { mainColourShare: 0.97 },
    ];
    expect(judged('blank-poster', posters)).toEqual([true, false, true, false]);
  });

  it('also judge films from folders, whose table lacks everything', () => {
    const film = makeFilm({ line: 0, title: '' });
    const run = (facts: PosterFacts) =>
      runFunnel([film], cleaningWith(CLEANING_RULES), () => facts).kept.length;
    expect([run(PLAIN), run({ ...PLAIN, colouredShare: 0 })]).toEqual([1, 0]);
  });
});
