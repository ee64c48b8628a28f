/** The task "did it pay": whether a film's revenue is at least `threshold` times its budget. */
import type { Film } from '../films/film';
import { askFilms } from './ask';
import { classTargets } from './class-targets';
import { DEFAULT_MONEY, moneyDoubt, moneyReasons, type MoneyOptions } from './money';
import type { ClassTargets } from './targets';

export interface BoxOfficeOptions extends MoneyOptions {
  /** Smallest ratio of revenue to budget at which a film paid. Write-up A: 1. */
  threshold: number;
}

const DEFAULT_BOX_OFFICE: BoxOfficeOptions = { ...DEFAULT_MONEY, threshold: 1 };

/**
 * Class 1 paid, class 0 did not. Films kept despite a 0 are judged as in pandas: any revenue on a budget of 0 paid, and
 * 0 on 0 did not (`0 / 0 >= 1` is False there).
 */
export function boxOfficeTargets(
  films: readonly Film[],
  options: Partial<BoxOfficeOptions> = {},
): ClassTargets {
  const all = { ...DEFAULT_BOX_OFFICE, ...options };
  const sums = ['budget', 'revenue'] as const;
  const asked = askFilms(films, moneyReasons(sums, all), (film) => ({
    target:
      film.budget === null || film.revenue === null
        ? null
        : Number(film.revenue / film.budget >= all.threshold),
    doubt: moneyDoubt(film, sums, all),
  }));
  return classTargets(asked, ['Did not pay', 'Did pay']);
}
