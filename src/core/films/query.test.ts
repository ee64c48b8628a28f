import { describe, expect, it } from 'vitest';
import type { Problem } from './film';
import { countGenres } from './genre-counts';
import { FilmTable, type TableQuery } from './query';
import { makeFilm } from './testing/make-film';

const ALL: TableQuery = {
  view: 'films',
  from: 0,
  to: 100,
  sort: null,
  search: '',
  genre: null,
  poster: 'any',
};

const films = [
  makeFilm({ key: 'b', title: 'Éclair', genres: ['Drama', 'Comedy'], popularity: 2, imdbId: 'tt0000002' }),
  makeFilm({ key: 'a', title: 'zebra 10', genres: ['Horror'], popularity: null }),
  makeFilm({ key: 'c', title: 'Zebra 9', genres: ['Comedy'], popularity: 10 }),
  makeFilm({ key: 'd', title: '', genres: [], popularity: 2 }),
];
const problems: Problem[] = [
  { kind: 'row-short', line: 9, file: null, reason: 'It has 3 of 7 cells.', found: 'abc' },
  { kind: 'row-long', line: 10, file: null, reason: 'Too long.', found: 'Ärger' },
];
const table = new FilmTable(films, problems, new Map([['c', 'x/c.jpg']]));
const keys = (query: Partial<TableQuery>) => table.page({ ...ALL, ...query }).rows.map((row) => row.key);

describe('FilmTable', () => {
  it('gives a window of the table as it is', () => {
    expect(keys({})).toEqual(['b', 'a', 'c', 'd']);
    expect(table.page({ ...ALL, from: 1, to: 3 })).toMatchObject({ total: 4, problems: [] });
    expect(keys({ from: 1, to: 3 })).toEqual(['a', 'c']);
    expect(keys({ from: 3, to: 1 })).toEqual([]);
    expect(table.page({ ...ALL, from: 90 })).toEqual({ total: 4, rows: [], problems: [] });
    expect(table.page({ ...ALL, from: 2, to: 3 }).rows[0]).toEqual({ ...films[2], file: 'x/c.jpg' });
  });

  it('sorts text as people do, and numbers; what is empty comes last', () => {
    expect(keys({ sort: { by: 'title', descending: false } })).toEqual(['b', 'c', 'a', 'd']);
    expect(keys({ sort: { by: 'title', descending: true } })).toEqual(['a', 'c', 'b', 'd']);
    expect(keys({ sort: { by: 'popularity', descending: false } })).toEqual(['b', 'd', 'c', 'a']);
    expect(keys({ sort: { by: 'popularity', descending: true } })).toEqual(['c', 'b', 'd', 'a']);
    expect(keys({ sort: { by: 'line', descending: true } })).toEqual(['d', 'c', 'a', 'b']);
    expect(keys({ sort: { by: 'file', descending: false } })).toEqual(['c', 'b', 'a', 'd']);
    expect(keys({ sort: { by: 'genres', descending: false } })).toEqual(['c', 'b', 'a', 'd']);
    expect(keys({ sort: { by: 'toString', descending: true } })).toEqual(['b', 'a', 'c', 'd']);
  });

  it('filters by genre and poster', () => {
    expect(keys({ genre: 'Comedy' })).toEqual(['b', 'c']);
    expect(keys({ poster: 'with' })).toEqual(['c']);
    expect(keys({ poster: 'without', genre: 'Comedy' })).toEqual(['b']);
  });

  it('finds every word, without accents and case', () => {
    expect(keys({ search: 'eclair' })).toEqual(['b']);
    expect(keys({ search: ' COMEDY zebra' })).toEqual(['c']);
    expect(keys({ search: 'tt0000002' })).toEqual(['b']);
    expect(keys({ search: 'zebra drama' })).toEqual([]);
  });

  it('shows what was unusable', () => {
    const unusable = (query: Partial<TableQuery>) =>
      table.page({ ...ALL, view: 'unusable', ...query }).problems.map((problem) => problem.line);
    expect(unusable({})).toEqual([9, 10]);
    expect(unusable({ from: 1 })).toEqual([10]);
    expect(unusable({ search: 'arger' })).toEqual([10]);
    expect(unusable({ sort: { by: 'kind', descending: false } })).toEqual([10, 9]);
  });

  it('is quick on 45,000 films', () => {
    const many = Array.from({ length: 45_000 }, (_, at) =>
      makeFilm({ key: `${at}`, title: `Film ${(at * 7919) % 45_000}` }),
    );
    const large = new FilmTable(many, [], new Map());
    const sorted = { ...ALL, sort: { by: 'title', descending: false }, search: 'film 7' };
    large.page(sorted);
    const before = process.cpuUsage();
    for (let from = 0; from < 5000; from += 50) large.page({ ...sorted, from, to: from + 50 });
    // processor time: others may be busy on this machine
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });
});

it('counts genres before and after', () => {
  expect(countGenres(films, films.slice(2))).toEqual([
    { genre: 'Comedy', first: 1, any: 2, firstAfter: 1, anyAfter: 1 },
    { genre: 'Drama', first: 1, any: 1, firstAfter: 0, anyAfter: 0 },
    { genre: 'Horror', first: 1, any: 1, firstAfter: 0, anyAfter: 0 },
  ]);
});
