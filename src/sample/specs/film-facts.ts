/**
 * The figures of an invented film: dates, money and votes distributed like TMDb's (many zeros, long tails, more votes
 * for popular films), so that every view of the table has something to show.
 */
import type { Random } from '../../core/random';
import type { SampleGenre } from './genres';

export interface FilmFacts {
  /** `YYYY-MM-DD`. */
  releaseDate: string;
  /** US dollars; 0 if TMDb does not know it. */
  budget: number;
  /** US dollars; 0 if TMDb does not know it. */
  revenue: number;
  /** Minutes. */
  runtime: number;
  popularity: number;
  /** 0 to 10, one decimal. */
  voteAverage: number;
  voteCount: number;
}

/** Median budget in millions of dollars. */
const MEDIAN_BUDGET: Record<SampleGenre, number> = {
  Horror: 6,
  Romance: 14,
  Western: 18,
  'Science Fiction': 45,
  Comedy: 20,
  Crime: 22,
};

const UNKNOWN_SHARE = 0.3;

function rounded(value: number, to: number): number {
  return Math.round(value / to) * to;
}

function inventDate(random: Random): string {
  const year = 1954 + Math.floor(64 * random.uniform() ** 0.7);
  const month = 1 + random.below(12);
  const day = 1 + random.below(28);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Draws one film's figures. */
export function inventFacts(genre: SampleGenre, random: Random): FilmFacts {
  const budget = MEDIAN_BUDGET[genre] * 1e6 * Math.exp(random.normal() * 0.9);
  const vote = Math.min(9.2, Math.max(2.1, 6.2 + random.normal() * 1.1));
  const revenue = budget * Math.exp(0.5 + (vote - 6.2) * 0.35 + random.normal() * 1.1);
  const popularity = Math.exp(random.normal() * 1.1 + 1.2);
  return {
    releaseDate: inventDate(random),
    budget: random.uniform() < UNKNOWN_SHARE ? 0 : rounded(budget, 100_000),
    revenue: random.uniform() < UNKNOWN_SHARE ? 0 : Math.round(revenue),
    runtime: Math.round(Math.min(190, Math.max(68, 101 + random.normal() * 16))),
    popularity: Math.round(popularity * 1e6) / 1e6,
    voteAverage: Math.round(vote * 10) / 10,
    voteCount: Math.round(popularity * 40 * Math.exp(random.normal() * 0.5)),
  };
}
