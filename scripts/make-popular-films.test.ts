import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Film } from '../src/core/films/film';
import { TableReader, type TableResult } from '../src/core/films/table-reader';
import { choosePopular, COLUMNS, QUOTAS } from './make-popular-films';

const SAMPLE = new URL('../public/samples/popular-films.csv', import.meta.url);
const SOURCE = new URL('../../shared/data/tmdb/movies_metadata.csv', import.meta.url);
const TMDB_OWN = new Set([
  'Adventure',
  'Fantasy',
  'Animation',
  'Drama',
  'Horror',
  'Action',
  'Comedy',
  'Thriller',
  'Crime',
  'Romance',
  'Science Fiction',
]);

describe('the sample of popular films, as it ships', () => {
  let text = '';
  let table: TableResult;
  beforeAll(async () => {
    text = await readFile(SAMPLE, 'utf8');
    const reader = new TableReader();
    reader.push(text);
    table = reader.end();
  });

  it('is read as TMDb’s dialect, with every row', () => {
    expect(table.problems).toEqual([]);
    expect(table.notices).toEqual([]);
    expect(table.films).toHaveLength(1000);
    expect(Object.keys(table.mapping).sort()).toEqual(
      [
        'tmdbId',
        'imdbId',
        'title',
        'genres',
        'posterPath',
        'releaseDate',
        'budget',
        'revenue',
        'popularity',
        'voteAverage',
        'voteCount',
      ].sort(),
    );
  });

  it('contains only facts: no texts that someone wrote', () => {
    expect(table.columns).toEqual([...COLUMNS]);
    expect(text.length).toBeLessThan(250_000);
  });

  it('has at least five genres with 60 films or more, by the genre listed first', () => {
    const counts = new Map<string, number>();
    for (const { genres } of table.films) counts.set(genres[0], (counts.get(genres[0]) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual(QUOTAS);
    expect([...counts.values()].filter((count) => count >= 60).length).toBeGreaterThanOrEqual(5);
    expect([...counts.keys()].every((genre) => TMDB_OWN.has(genre))).toBe(true);
  });

  it('has a poster path and both ids for each film, without repetitions, all released', () => {
    const complete = (film: Film) =>
      /^\/\w+\.jpg$/.test(film.posterPath ?? '') &&
      /^tt\d{7,8}$/.test(film.imdbId ?? '') &&
      (film.year ?? 9999) <= 2017;
    expect(table.films.filter((film) => !complete(film))).toEqual([]);
    expect(new Set(table.films.map((film) => film.tmdbId)).size).toBe(1000);
    expect(new Set(table.films.map((film) => film.posterPath)).size).toBe(1000);
  });

  it('starts with the most popular', () => {
    const popularity = table.films.map((film) => film.popularity ?? 0);
    expect(popularity).toEqual([...popularity].sort((a, b) => b - a));
    expect(popularity[0]).toBeGreaterThan(200);
  });
});

describe.skipIf(!existsSync(SOURCE))(
  'against the original table (skipped where ../shared/data is missing)',
  () => {
    it('contains what the script selects today, with every value as in the original', async () => {
      const { data } = Papa.parse<Record<string, string>>(await readFile(SOURCE, 'utf8'), {
        header: true,
        skipEmptyLines: true,
      });
      const { data: kept } = Papa.parse<Record<string, string>>(await readFile(SAMPLE, 'utf8'), {
        header: true,
        skipEmptyLines: true,
      });
      const chosen = choosePopular(data).map((row) =>
        Object.fromEntries(COLUMNS.map((column) => [column, row[column]])),
      );
      expect(kept).toEqual(chosen);
    });
  },
);
