import { describe, expect, it } from 'vitest';
import type { Film } from '../films/film';
import { makeFilm } from '../films/testing/make-film';
import { adult } from './adult';
import { beforeYear } from './before-year';
import { noDate } from './no-date';
import { repeatedId } from './repeated-id';
import { repeatedTitle } from './repeated-title';
import type { SequenceRule } from './rule';

function leftOut(rule: SequenceRule, films: readonly Partial<Film>[]): boolean[] {
  return films.map(makeFilm).map(rule.judge());
}

describe('rules on a film alone', () => {
  it('adult: what the table does not say is kept', () => {
    expect([true, false, null].map((adultFilm) => adult.leavesOut(makeFilm({ adult: adultFilm })))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('before-year: the year itself is kept, and so is an unknown one', () => {
    const years = [1979, 1980, 2001, null].map((year) => makeFilm({ year }));
    expect(years.map((film) => beforeYear(1980).leavesOut(film))).toEqual([true, false, false, false]);
  });

  it('no-date: the year alone will do', () => {
    const films = [
      makeFilm({ releaseDate: null, year: null }),
      makeFilm({ releaseDate: null, year: 1995 }),
      makeFilm({ releaseDate: '1995-10-30', year: 1995 }),
    ];
    expect(films.map((film) => noDate.leavesOut(film))).toEqual([true, false, false]);
  });
});

describe('rules on the films before', () => {
  it('repeated-title: keeps the first of exactly equal ones', () => {
    const titles = ['Heat', 'heat', 'Heat', 'Ran', 'Heat'].map((title) => ({ title }));
    expect(leftOut(repeatedTitle, titles)).toEqual([false, false, true, false, true]);
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
    expect(leftOut(repeatedId, films)).toEqual([false, true, true, false, false, true]);
  });

  it('each judge begins anew', () => {
    const film = makeFilm({ title: 'Heat' });
    expect([repeatedTitle.judge()(film), repeatedTitle.judge()(film)]).toEqual([false, false]);
  });
});

it('have ids, and words for a person', () => {
  const rules = [adult, beforeYear(1980), noDate, repeatedId, repeatedTitle];
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { title, description } of rules) {
    expect(title).not.toBe('');
    expect(description).toMatch(/\.$/);
  }
});
