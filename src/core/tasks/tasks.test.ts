import { describe, expect, it } from 'vitest';
import numpy from '../../../scripts/reference/tasks.json';
import type { Film } from '../films/film';
import { makeFilm } from '../films/testing/make-film';
import { allTargets } from './all-at-once';
import { boxOfficeTargets } from './box-office';
import { genresTargets } from './genres';
import { histogram } from './histogram';
import { revenueTargets, scoreTargets } from './regression';
import { binOf, DEFAULT_SCORE_BINS, scoreBinTargets } from './score-bins';
import type { Doubt, TaskTargets } from './targets';

function counts(doubts: readonly Doubt[]): Record<string, number> {
  return Object.fromEntries(
    doubts.filter(({ films }) => films.length > 0).map(({ id, films }) => [id, films.length]),
  );
}

/** Every input film must appear once: with an answer, or under a reason to leave it out. */
function expectAllAccountedFor(films: readonly Film[], task: TaskTargets): void {
  const out = task.doubts.filter(({ leftOut }) => leftOut).flatMap(({ films }) => films);
  expect(new Set([...task.films, ...out])).toEqual(new Set(films));
  expect(task.films.length + out.length).toBe(films.length);
}

describe('did it pay', () => {
  const money: [number | null, number | null][] = [
    [null, 5],
    [5, null],
    [0, 9_000],
    [0, 0],
    [9_000, 0],
    [7, 9_000],
    [9_000, 7],
    [9_000, 9_000],
    [9_000, 8_999],
    [5_000, 15_000],
  ];
  const films = money.map(([budget, revenue]) => makeFilm({ budget, revenue }));

  it('leaves out missing, zero or implausible sums, each under its own name', () => {
    const task = boxOfficeTargets(films);
    expect([...task.answers.values]).toEqual([1, 0, 1]);
    expect(counts(task.doubts)).toEqual({
      'budget-missing': 1,
      'revenue-missing': 1,
      'budget-zero': 2,
      'revenue-zero': 1,
      'budget-implausible': 1,
      'revenue-implausible': 1,
    });
    expect(task.distribution).toEqual([
      { name: 'Did not pay', films: 1 },
      { name: 'Did pay', films: 2 },
    ]);
    expect(task.baseline).toMatchObject({ classIndex: 1, accuracy: 2 / 3 });
    expectAllAccountedFor(films, task);
  });

  it('keeps them by choice, still counted, and judges as pandas does', () => {
    const task = boxOfficeTargets(films, { leaveOutZero: false, leaveOutImplausible: false });
    expect([...task.answers.values]).toEqual([1, 0, 0, 1, 0, 1, 0, 1]);
    expect(counts(task.doubts)).toEqual(counts(boxOfficeTargets(films).doubts));
    expectAllAccountedFor(films, task);
  });

  it('has a threshold', () => {
    expect([...boxOfficeTargets(films, { threshold: 3 }).answers.values]).toEqual([0, 0, 1]);
  });
});

describe('score', () => {
  it("bins equal numpy's", () => {
    const { scores, bins, binCounts } = numpy.small;
    expect(scores.map((score) => binOf(score, DEFAULT_SCORE_BINS.edges))).toEqual(bins);
    const films = scores.map((voteAverage) => makeFilm({ voteAverage, voteCount: 3 }));
    const task = scoreBinTargets(films);
    expect(task.distribution.map(({ films }) => films)).toEqual(binCounts);
    expect(task.answers.names).toEqual(['[0, 2)', '[2, 4)', '[4, 6)', '[6, 8)', '[8, 10]']);
    expect(task.baseline.accuracy).toBeCloseTo(Math.max(...binCounts) / scores.length, 12);
  });

  const films = [
    makeFilm({ voteAverage: null, voteCount: 4 }),
    makeFilm({ voteAverage: 0, voteCount: 0 }),
    makeFilm({ voteAverage: 0, voteCount: null }),
    makeFilm({ voteAverage: 0, voteCount: 1 }),
    makeFilm({ voteAverage: 7, voteCount: 2 }),
    makeFilm({ voteAverage: 8, voteCount: 30 }),
    makeFilm({ voteAverage: 11, voteCount: 30 }),
  ];

  it('leaves out unrated films, and by choice scores with few votes', () => {
    const task = scoreBinTargets(films);
    expect([...task.answers.values]).toEqual([0, 3, 4]);
    expect(counts(task.doubts)).toEqual({ 'score-missing': 1, unrated: 2, 'score-outside': 1 });
    expectAllAccountedFor(films, task);
    const strict = scoreBinTargets(films, { leastVotes: 10 });
    expect([...strict.answers.values]).toEqual([4]);
    expect(counts(strict.doubts)).toMatchObject({ unrated: 2, 'few-votes': 2 });
    expectAllAccountedFor(films, strict);
  });

  it('keeps unrated films by choice, still counted', () => {
    const task = scoreBinTargets(films, { leastVotes: 0 });
    expect([...task.answers.values]).toEqual([0, 0, 0, 3, 4]);
    expect(counts(task.doubts)).toEqual({ 'score-missing': 1, unrated: 2, 'score-outside': 1 });
    const high = scoreBinTargets(films, { leastVotes: 0, edges: [1, 5, 10] });
    expect([...high.answers.values]).toEqual([1, 1]);
    expect(counts(high.doubts)).toEqual({ 'score-missing': 1, 'score-outside': 4 });
    expectAllAccountedFor(films, high);
  });

  it('rejects edges that make no bins', () => {
    for (const edges of [[], [0, 10], [0, 5, 5], [0, 6, 4]])
      expect(() => scoreBinTargets(films, { edges })).toThrow('do not make bins');
  });

  it('is also available as a number', () => {
    const task = scoreTargets(films);
    expect([...task.answers.values]).toEqual([0, 7, 8, 11]);
    expect(task.baseline.mean).toBe(6.5);
    expectAllAccountedFor(films, task);
  });
});

describe('revenue', () => {
  it('is in powers of ten, and a revenue of zero has no answer', () => {
    const films = [null, 0, 7, 1_000, 10_000_000].map((revenue) => makeFilm({ revenue }));
    const task = revenueTargets(films, { leaveOutZero: false });
    expect(Array.from(task.answers.values, (value) => Math.round(value * 1e9) / 1e9)).toEqual([3, 7]);
    expect(counts(task.doubts)).toEqual({
      'revenue-missing': 1,
      'revenue-zero': 1,
      'revenue-implausible': 1,
    });
    expectAllAccountedFor(films, task);
    expect(revenueTargets(films, { leaveOutImplausible: false }).films.length).toBe(3);
  });
});

describe('histogram', () => {
  it("is numpy's", () => {
    const { values, counts, edges } = numpy.small;
    const bins = histogram(Float64Array.from(values), 20);
    expect(bins.map(({ count }) => count)).toEqual(counts);
    for (const [at, { from, to }] of bins.entries()) {
      expect(from).toBeCloseTo(edges[at], 12);
      expect(to).toBeCloseTo(edges[at + 1], 12);
    }
  });

  it('has bins for a single number, and none without numbers', () => {
    expect(histogram(Float64Array.of(3), 4).map(({ count }) => count)).toEqual([0, 0, 1, 0]);
    expect(histogram(new Float64Array(), 4)).toEqual([]);
  });
});

describe('genres', () => {
  const films = [
    makeFilm({ genres: ['Drama', 'War'] }),
    makeFilm({ genres: ['Comedy', 'Drama'] }),
    makeFilm({ genres: [] }),
    makeFilm({ genres: ['War'] }),
    makeFilm({ genres: ['Western'] }),
    makeFilm({ genres: ['Drama'] }),
  ];

  it('uses all genres as labels, most common first', () => {
    const task = genresTargets(films);
    expect(task.answers.names).toEqual(['Drama', 'War', 'Comedy', 'Western']);
    expect([...task.answers.values].join('')).toBe('11001010010000011000');
    expect(task.distribution.map(({ films }) => films)).toEqual([3, 2, 1, 1]);
    expect(counts(task.doubts)).toEqual({ 'no-genre': 1 });
    expect(Array.from(task.cardinality, (share) => Math.round(share * 5))).toEqual([0, 3, 2, 0, 0]);
    expect(task.baseline.majority.labels).toEqual([0]);
    expectAllAccountedFor(films, task);
  });

  it('uses genres with enough films, and leaves out films with none of them', () => {
    const labels = { by: 'films', atLeast: 2 } as const;
    const task = genresTargets(films, { labels });
    expect(task.answers.names).toEqual(['Drama', 'War']);
    expect(counts(task.doubts)).toEqual({ 'no-genre': 1, 'no-label': 1 });
    expectAllAccountedFor(films, task);
    const kept = genresTargets(films, { labels, keepWithout: true });
    expect([...kept.answers.values].join('')).toBe('1110010010');
    expect(counts(kept.doubts)).toEqual({ 'no-genre': 1, 'no-label': 1 });
  });

  it('uses named genres in their order, and warns about those that are missing', () => {
    const task = genresTargets(films, { labels: { by: 'names', names: ['war', 'Musical', 'Drama', 'War'] } });
    expect(task.answers.names).toEqual(['War', 'Drama']);
    expect(task.warnings).toEqual(['No film has the genre Musical.']);
  });
});

describe('all at once', () => {
  const films = [
    makeFilm({ key: 'a', genres: ['Drama'], budget: 5_000, revenue: 9_000, voteAverage: 7, voteCount: 2 }),
    makeFilm({ key: 'b', genres: [], budget: null, revenue: null, voteAverage: null }),
    makeFilm({ key: 'c', genres: [], budget: 0, revenue: 100_000, voteAverage: 9, voteCount: 1 }),
    makeFilm({
      key: 'd',
      genres: ['War', 'Drama'],
      budget: null,
      revenue: null,
      voteAverage: 0,
      voteCount: 0,
    }),
  ];

  it('masks missing answers, and leaves out only films without any target', () => {
    const all = allTargets(films, { genres: {}, boxOffice: {}, scoreBins: {}, score: {}, revenue: {} });
    expect(all.films.map(({ key }) => key)).toEqual(['a', 'c', 'd']);
    expect(all.without.map(({ key }) => key)).toEqual(['b']);
    expect(all.heads.map(({ name, known, answers }) => [name, [...known], [...answers.values]])).toEqual([
      ['genres', [1, 0, 1], [1, 0, 0, 0, 1, 1]],
      ['boxOffice', [1, 0, 0], [1, 0, 0]],
      ['scoreBins', [1, 1, 0], [3, 4, 0]],
      ['score', [1, 1, 0], [7, 9, 0]],
      ['revenue', [1, 1, 0], [Math.log10(9_000), 5, 0]],
    ]);
    expect(all.heads.map(({ knownCount }) => knownCount)).toEqual([2, 1, 2, 2, 2]);
  });

  it('has the requested heads, each as in the single task', () => {
    const { heads } = allTargets(films, { scoreBins: { edges: [0, 8, 10] } });
    expect(heads.length).toBe(1);
    expect(heads[0].distribution).toEqual(scoreBinTargets(films, { edges: [0, 8, 10] }).distribution);
  });
});
