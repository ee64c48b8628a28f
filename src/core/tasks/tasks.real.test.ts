import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/tasks.json';
import type { Film } from '../films/film';
import { readTable } from '../films/testing/make-film';
import { allTargets } from './all-at-once';
import { boxOfficeTargets } from './box-office';
import { genresTargets } from './genres';
import { revenueTargets, scoreTargets } from './regression';
import { scoreBinTargets } from './score-bins';
import type { Doubt, ValueTargets } from './targets';

const TABLE = '../shared/data/tmdb/movies_metadata.csv';
if (!existsSync(TABLE)) process.stderr.write(`${TABLE} is not there: the tests of its tasks are skipped.\n`);

describe.skipIf(!existsSync(TABLE))("the tasks of TMDb's table, against numpy", () => {
  const wanted = reference.table;
  let films: readonly Film[];
  beforeAll(() => {
    films = readTable(readFileSync(TABLE)).films;
  });

  const filmsOf = (doubts: readonly Doubt[]) =>
    Object.fromEntries(doubts.map(({ id, films }) => [id, films.length]));

  it('did it pay', () => {
    expect(films.length).toBe(wanted.films);
    const counts = (options: Parameters<typeof boxOfficeTargets>[1]) =>
      boxOfficeTargets(films, options).distribution.map(({ films }) => films);
    expect(counts({})).toEqual(wanted.boxOffice.plausible);
    expect(counts({ implausiblyBelow: 0 })).toEqual(wanted.boxOffice.aboveZero);
    expect(counts({ leaveOutZero: false, leaveOutImplausible: false })).toEqual(wanted.boxOffice.all);
    expect(counts({ threshold: 2 })).toEqual(wanted.boxOffice.double);
    expect(filmsOf(boxOfficeTargets(films).doubts)).toEqual(wanted.doubts);
  });

  it('score in bins', () => {
    const rated = scoreBinTargets(films);
    expect(rated.distribution.map(({ films }) => films)).toEqual(wanted.scoreBins);
    expect(filmsOf(rated.doubts).unrated).toBe(wanted.unrated);
    const all = scoreBinTargets(films, { leastVotes: 0 });
    expect(all.distribution.map(({ films }) => films)).toEqual(wanted.scoreBinsUnratedToo);
    expect(filmsOf(scoreBinTargets(films, { leastVotes: 10 }).doubts)['few-votes']).toBe(wanted.fewVotes);
  });

  it('score and revenue as numbers', () => {
    const figures = ({ films, baseline }: ValueTargets) => ({
      films: films.length,
      mean: baseline.mean,
      mae: baseline.meanAbsoluteError,
      rmse: baseline.rootMeanSquaredError,
    });
    const close = ({ films, mean, mae, rmse }: typeof wanted.score) => ({
      films,
      mean: expect.closeTo(mean, 9),
      mae: expect.closeTo(mae, 9),
      rmse: expect.closeTo(rmse, 9),
    });
    expect(figures(scoreTargets(films))).toEqual(close(wanted.score));
    expect(figures(revenueTargets(films))).toEqual(close(wanted.revenue));
  });

  it('genres', () => {
    const task = genresTargets(films);
    expect(Object.fromEntries(task.distribution.map(({ name, films }) => [name, films]))).toEqual(
      wanted.genres,
    );
    expect(filmsOf(task.doubts)['no-genre']).toBe(wanted.noGenre);
    const cardinality = Array.from(task.cardinality, (share) => Math.round(share * task.films.length));
    expect(cardinality.slice(0, wanted.cardinality.length)).toEqual(wanted.cardinality);
    const frequent = genresTargets(films, { labels: { by: 'films', atLeast: 1000 } });
    expect(frequent.answers.names).toEqual(wanted.frequent);
    expect(frequent.films.length).toBe(wanted.withFrequent);
  });

  it('all at once', () => {
    const all = allTargets(films, { genres: {}, boxOffice: {}, scoreBins: {}, score: {}, revenue: {} });
    expect(all.films.length).toBe(wanted.anyTarget);
    expect(all.films.length + all.without.length).toBe(films.length);
    expect(Object.fromEntries(all.heads.map(({ name, knownCount }) => [name, knownCount]))).toMatchObject({
      genres: wanted.films - wanted.noGenre,
      score: wanted.score.films,
      revenue: wanted.revenue.films,
    });
  });
});
