import { describe, expect, it } from 'vitest';
import { makeFilm } from '../films/testing/make-film';
import { taskSchema } from './task';
import type { z } from 'zod';
import { answersOf } from './answers-of';

const films = [
  makeFilm({
    key: 'all',
    genres: ['Drama', 'War'],
    budget: 10_000,
    revenue: 100_000,
    voteAverage: 7,
    voteCount: 9,
  }),
  makeFilm({ key: 'flop', genres: ['Drama'], budget: 10_000, revenue: 1_000, voteAverage: 3, voteCount: 5 }),
  makeFilm({ key: 'no money', genres: ['Comedy'], voteAverage: 10, voteCount: 1 }),
  makeFilm({ key: 'unrated', genres: ['War'], budget: 7, revenue: 50_000, voteAverage: 0, voteCount: 0 }),
  makeFilm({ key: 'nothing', genres: [], voteAverage: null }),
];

function asked(input: z.input<typeof taskSchema>) {
  const { films: kept, heads, answers, ...rest } = answersOf(films, taskSchema.parse(input));
  return { ...rest, keys: kept.map(({ key }) => key), head: heads[0], heads, answers: [...answers] };
}

/** Reasons that apply to films: [id, films, left out]. */
const reasons = ({ doubts }: Pick<ReturnType<typeof asked>, 'doubts'>) =>
  doubts.filter(({ films: count }) => count > 0).map(({ id, films: count, leftOut }) => [id, count, leftOut]);

describe('one question', () => {
  it('genre: the first one, most frequent first', () => {
    const genre = asked({ kind: 'genre' });
    expect(genre.keys).toEqual(['all', 'flop', 'no money', 'unrated']);
    expect(genre.head).toEqual({
      task: 'genre',
      kind: 'class',
      title: 'Genre',
      names: ['Drama', 'Comedy', 'War'],
      unit: null,
    });
    expect(genre.answers).toEqual([0, 0, 1, 2]);
    expect(genre.distributions).toEqual([
      {
        bars: [
          { name: 'Drama', films: 2 },
          { name: 'Comedy', films: 1 },
          { name: 'War', films: 1 },
        ],
        known: 4,
        baseline: { kind: 'class', name: 'Drama', accuracy: 0.5 },
      },
    ]);
    expect(genre.warnings).toEqual(['There are 3 genres, not the 10 requested.']);
  });

  it('genres: one column per label', () => {
    const genres = asked({ kind: 'genres' });
    expect(genres.head.names).toEqual(['Drama', 'War', 'Comedy']);
    expect(genres.answers).toEqual([1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0]);
    expect(reasons(genres)).toEqual([['no-genre', 1, true]]);
    // half of the films have Drama, half War, a quarter Comedy: (1/2 + 1/2 + 3/4) / 3
    expect(genres.distributions[0].baseline).toMatchObject({ kind: 'labels', names: ['Drama', 'War'] });
    expect(genres.distributions[0].baseline).toHaveProperty('binaryAccuracy', 1.75 / 3);
  });

  it('genres with enough films: films without a label are left out, or kept with none', () => {
    const labels = { by: 'films', atLeast: 2 } as const;
    const left = asked({ kind: 'genres', labels });
    expect(left.keys).toEqual(['all', 'flop', 'unrated']);
    expect(reasons(left)).toEqual([
      ['no-genre', 1, true],
      ['no-label', 1, true],
    ]);
    const kept = asked({ kind: 'genres', labels, keepWithout: true });
    expect(kept.answers).toEqual([1, 1, 1, 0, 0, 0, 0, 1]);
    expect(reasons(kept)[1]).toEqual(['no-label', 1, false]);
  });

  it('did it pay: implausible sums by choice', () => {
    const paid = asked({ kind: 'box-office' });
    expect(paid.keys).toEqual(['all', 'flop']);
    expect(paid.answers).toEqual([1, 0]);
    expect(asked({ kind: 'box-office', leaveOutImplausible: false }).keys).toEqual([
      'all',
      'flop',
      'unrated',
    ]);
    expect(asked({ kind: 'box-office', threshold: 0.1 }).answers).toEqual([1, 1]);
  });

  it('score in bins, and the score itself', () => {
    const bins = asked({ kind: 'score-bins' });
    expect(bins.answers).toEqual([3, 1, 4]);
    expect(bins.head.names).toHaveLength(5);
    expect(reasons(bins)).toEqual([
      ['score-missing', 1, true],
      ['unrated', 1, true],
    ]);
    expect(asked({ kind: 'score-bins', leastVotes: 0 }).answers).toEqual([3, 1, 4, 0]);
    const score = asked({ kind: 'score' });
    expect(score.answers).toEqual([7, 3, 10]);
    expect(score.head).toMatchObject({ kind: 'value', names: ['Score'], unit: 'points' });
    // mean 20/3, population deviation √(((1/3)² + (11/3)² + (10/3)²) / 3) = √(74/9)
    const { baseline } = score.distributions[0];
    expect(baseline).toMatchObject({ kind: 'value' });
    if (baseline.kind !== 'value') return;
    expect(baseline.mean).toBeCloseTo(20 / 3, 12);
    expect(baseline.deviation).toBeCloseTo(Math.sqrt(74 / 9), 12);
  });

  it('revenue on a logarithmic scale', () => {
    const revenue = asked({ kind: 'revenue' });
    expect(revenue.keys).toEqual(['all', 'flop', 'unrated']);
    expect(revenue.answers[0]).toBe(5);
    expect(revenue.answers[2]).toBeCloseTo(4.69897, 5);
    expect(revenue.head.unit).toBe('log10 $');
  });
});

describe('all at once', () => {
  const every = asked({ kind: 'all' });

  it('has a head per question, and keeps films that have any answer', () => {
    expect(every.heads.map(({ task, kind }) => [task, kind])).toEqual([
      ['genres', 'labels'],
      ['box-office', 'class'],
      ['score-bins', 'class'],
      ['score', 'value'],
      ['revenue', 'value'],
    ]);
    expect(every.keys).toEqual(['all', 'flop', 'no money', 'unrated']);
  });

  it('masks missing answers', () => {
    const width = 3 + 4;
    const row = (at: number) => every.answers.slice(at * width, (at + 1) * width);
    expect(row(0)).toEqual([1, 1, 0, 1, 3, 7, 5]);
    expect(row(1)).toEqual([1, 0, 0, 0, 1, 3, 3]);
    expect(row(2)).toEqual([0, 0, 1, NaN, 4, 10, NaN]);
    expect(row(3).slice(0, 6)).toEqual([0, 1, 0, NaN, NaN, NaN]);
    expect(every.distributions.map(({ known }) => known)).toEqual([4, 2, 3, 3, 3]);
  });

  it('has the baseline of the films with an answer', () => {
    const { baseline } = every.distributions[3];
    expect(baseline.kind === 'value' && baseline.mean).toBeCloseTo(20 / 3, 12);
    expect(every.distributions[1].baseline).toMatchObject({ kind: 'class', accuracy: 0.5 });
  });

  it('omits heads on request, and says which head a reason belongs to', () => {
    const some = asked({ kind: 'all', genres: null, boxOffice: null, scoreBins: null });
    expect(some.heads.map(({ task }) => task)).toEqual(['score', 'revenue']);
    expect(some.doubts.filter(({ id }) => id === 'unrated').map(({ head }) => head)).toEqual([0]);
    const none = { genres: null, boxOffice: null, scoreBins: null, score: null, revenue: null };
    expect(asked({ kind: 'all', ...none }).heads).toEqual([]);
  });
});
