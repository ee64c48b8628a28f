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

describe('rules on a film alone', () => {
  it('adult: what the table does not say is kept', () => {
    const films = [true, false, null].map((adult) => ({ adult }));
    expect(leftOut('adult', films)).toEqual([true, false, false]);
  });

  it('before-year: the year itself is kept, and so is an unknown one', () => {
    const films = [1979, 1980, 2001, null].map((year) => ({ year }));
    expect(leftOut('before-year', films)).toEqual([true, false, false, false]);
    expect(leftOut('before-year', films, { year: 1979 })).toEqual([false, false, false, false]);
    expect(leftOut('before-year', films, { year: 2001 })).toEqual([true, true, false, false]);
  });

  it('no-date: the year alone will do', () => {
    const films = [
      { releaseDate: null, year: null },
      { releaseDate: null, year: 1995 },
      { releaseDate: '1995-10-30', year: 1995 },
    ];
    expect(leftOut('no-date', films)).toEqual([true, false, false]);
  });
});

describe('rules on the films before', () => {
  it('repeated-title: keeps the first of exactly equal ones', () => {
    const titles = ['Heat', 'heat', 'Heat', 'Ran', 'Heat'].map((title) => ({ title }));
    expect(leftOut('repeated-title', titles)).toEqual([false, false, true, false, true]);
  });

  it('repeated-id: either id will do, and films without ids are no repetition', () => {
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

  it('each judge begins anew', () => {
    const film = makeFilm({ title: 'Heat' });
    expect([leftOut('repeated-title', [film]), leftOut('repeated-title', [film])]).toEqual([
      [false],
      [false],
    ]);
  });

  it('see only what the rules before them left', () => {
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
  /** One film for each poster; undefined is a film nobody has looked at. */
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

  it('pass what nobody has looked at, and say that they are of posters', () => {
    for (const rule of OF_POSTERS) expect(judged(rule, [undefined, {}])).toEqual([false, false]);
    expect(CLEANING_RULES.filter((rule) => RULES[rule].ofPoster)).toEqual(OF_POSTERS);
  });

  it('greyscale: up to the tolerance', () => {
    const posters = [0, 0.01, 0.011, 0.4].map((colouredShare) => ({ colouredShare }));
    expect(judged('greyscale', posters)).toEqual([true, true, false, false]);
    expect(judged('greyscale', posters, { greyscale: { share: 0.4 } })).toEqual([true, true, true, true]);
  });

  it('low-resolution: either side will do', () => {
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

  it('blank-poster: flat, or nearly all of one colour', () => {
    const posters = [
      { deviation: 5.9 },
      { deviation: 6 },
      { mainColourShare: 0.98 },
      { mainColourShare: 0.97 },
    ];
    expect(judged('blank-poster', posters)).toEqual([true, false, true, false]);
  });

  it('are asked of films from folders too, whose table lacks everything', () => {
    const film = makeFilm({ line: 0, title: '' });
    const run = (facts: PosterFacts) =>
      runFunnel([film], cleaningWith(CLEANING_RULES), () => facts).kept.length;
    expect([run(PLAIN), run({ ...PLAIN, colouredShare: 0 })]).toEqual([1, 0]);
  });
});
