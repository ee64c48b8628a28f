/** The tasks with a number as answer: the score itself, and the revenue on a logarithmic scale. */
import type { Film } from '../films/film';
import { meanBaseline } from '../metrics/constant-baselines';
import { askFilms, type Asked } from './ask';
import { histogram } from './histogram';
import { DEFAULT_MONEY, moneyDoubt, moneyReasons, type MoneyOptions } from './money';
import { DEFAULT_SCORE, scoreDoubt, scoreReasons, type ScoreOptions } from './score-doubts';
import type { ValueTargets } from './targets';

/** Number of bars in the chart of answers. */
const BARS = 20;

/** The score, 0 to 10. */
export function scoreTargets(films: readonly Film[], options: Partial<ScoreOptions> = {}): ValueTargets {
  const all = { ...DEFAULT_SCORE, ...options };
  return valueTargets(
    'Score',
    'points',
    askFilms(films, scoreReasons(all), (film) => ({
      target: film.voteAverage,
      doubt: scoreDoubt(film, all),
    })),
  );
}

/**
 * log10 of the revenue in US dollars: 6 is a million, and an error of 1 is a factor of ten. A revenue of 0 has no
 * answer.
 */
export function revenueTargets(films: readonly Film[], options: Partial<MoneyOptions> = {}): ValueTargets {
  const all = { ...DEFAULT_MONEY, ...options };
  return valueTargets(
    'Revenue',
    'log10 $',
    askFilms(films, moneyReasons(['revenue'], all, false), (film) => ({
      target: film.revenue === null ? null : Math.log10(film.revenue),
      doubt: moneyDoubt(film, ['revenue'], all),
    })),
  );
}

function valueTargets(name: string, unit: string, { films, answers, doubts }: Asked<number>): ValueTargets {
  const values = Float64Array.from(answers);
  return {
    films,
    answers: { kind: 'value', name, unit, values },
    doubts,
    distribution: histogram(values, BARS).map(({ from, to, count }) => ({
      name: `${from.toFixed(1)} to ${to.toFixed(1)}`,
      films: count,
    })),
    baseline: meanBaseline(values),
    warnings: [],
  };
}
