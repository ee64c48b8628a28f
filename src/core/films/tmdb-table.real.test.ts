import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import python from '../../../scripts/reference/tmdb-table.json';
import { runFunnel } from '../cleaning/funnel';
import { cleaningWith, DEFAULT_RULES } from '../cleaning/rules';
import type { Film } from './film';
import { countGenres } from './genre-counts';
import { readTable } from './testing/make-film';

const FOLDER = '../shared/data/tmdb';
const TABLES = [
  ['full', 'movies_metadata.csv', 65_536],
  ['genuine', 'movies_metadata.genuine-3188.csv', 1_000],
] as const;

if (!existsSync(FOLDER))
  process.stderr.write(`${FOLDER} is not there: the tests of TMDb's table are skipped.\n`);

function digest(films: readonly Film[], value: (film: Film) => string): string {
  return createHash('sha256').update(films.map(value).join('\n')).digest('hex');
}

function numbers(films: readonly Film[], value: (film: Film) => number | null): object {
  const found = films.map(value).filter((number) => number !== null);
  return {
    missing: films.length - found.length,
    zero: found.filter((number) => number === 0).length,
    sum: expect.closeTo(
      found.reduce((sum, number) => sum + number, 0),
      2,
    ),
  };
}

describe.skipIf(!existsSync(FOLDER)).each(TABLES)("TMDb's table, %s", (name, file, chunk) => {
  const wanted = python[name];
  let table: ReturnType<typeof readTable>;
  let films: readonly Film[];
  beforeAll(() => {
    table = readTable(readFileSync(`${FOLDER}/${file}`), {}, chunk);
    films = table.films;
  });

  it('has the rows that Python finds, and the broken ones are listed', () => {
    expect(table.rowCount).toBe(wanted.rows);
    expect(films.length).toBe(wanted.usable);
    expect(table.unusable).toBe(wanted.unusable.length);
    expect(table.problems.map(({ line }) => line)).toEqual(wanted.unusable.map(({ line }) => line));
    for (const [index, { cells }] of wanted.unusable.entries()) {
      expect(table.problems[index].kind).toBe('row-short');
      expect(table.problems[index].reason).toMatch(`It has ${cells} of 24 cells.`);
      expect(table.problems[index].reason).toMatch('broken across a newline');
    }
    expect(table.notices).toEqual([]);
    expect([...table.textNotices]).toEqual([]);
  });

  it('has the cells that Python finds', () => {
    expect({
      line: digest(films, (film) => String(film.line)),
      tmdbId: digest(films, (film) => film.tmdbId ?? ''),
      imdbId: digest(films, (film) => film.imdbId ?? ''),
      title: digest(films, (film) => film.title),
      genres: digest(films, (film) => film.genres.join('|')),
      posterPath: digest(films, (film) => film.posterPath ?? ''),
      releaseDate: digest(films, (film) => film.releaseDate ?? ''),
    }).toEqual(wanted.digests);
    expect(wanted.numbers).toEqual({
      budget: numbers(films, (film) => film.budget),
      revenue: numbers(films, (film) => film.revenue),
      popularity: numbers(films, (film) => film.popularity),
      vote_average: numbers(films, (film) => film.voteAverage),
      vote_count: numbers(films, (film) => film.voteCount),
    });
  });

  it('gives every film a key of its own; repeated ids are kept', () => {
    expect(new Set(films.map((film) => film.key)).size).toBe(films.length);
    expect(films.filter((film) => film.key.includes('#')).length).toBe(wanted.repeatedIds);
  });

  it("cleans as pandas would by write-up A's rules", () => {
    const funnel = runFunnel(films, cleaningWith(DEFAULT_RULES));
    expect(funnel.steps).toEqual(wanted.funnel);
    expect(funnel.kept.length).toBe(wanted.funnelOfAllRows.at(-1)?.after);
  });

  it('counts genres as Python does, before and after', () => {
    const counted = countGenres(films, runFunnel(films, cleaningWith(DEFAULT_RULES)).kept);
    const by = (value: 'first' | 'any' | 'firstAfter' | 'anyAfter') =>
      Object.fromEntries(
        counted.filter((count) => count[value] > 0).map((count) => [count.genre, count[value]]),
      );
    expect({
      first: by('first'),
      any: by('any'),
      firstAfter: by('firstAfter'),
      anyAfter: by('anyAfter'),
    }).toEqual(wanted.genres);
  });
});
