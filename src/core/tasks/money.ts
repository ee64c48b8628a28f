/**
 * What can be wrong with a film's budget or revenue. The table has 0 if the sum was unknown, and sums such as 7 or 30,
 * which are millions or typing errors. Both are distinguished from missing sums.
 */
import type { Film } from '../films/film';
import type { Reason } from './ask';

export interface MoneyOptions {
  /** Leave out films whose sum is 0. */
  leaveOutZero: boolean;
  /** US dollars: sums above 0 and below this are implausibly small. 0 for no limit. */
  implausiblyBelow: number;
  /** Leave out films with such a sum. */
  leaveOutImplausible: boolean;
}

/** No film released in cinemas cost or earned less. */
export const DEFAULT_MONEY: MoneyOptions = {
  leaveOutZero: true,
  implausiblyBelow: 1000,
  leaveOutImplausible: true,
};

type Sum = 'budget' | 'revenue';

/** @param zeroHasAnswer false if a sum of 0 cannot have an answer, so that there is no choice. */
export function moneyReasons(sums: readonly Sum[], options: MoneyOptions, zeroHasAnswer = true): Reason[] {
  return [
    ...sums.map((sum) => ({
      id: `${sum}-missing`,
      description: `The table does not give the ${sum}.`,
      leftOut: true,
    })),
    ...sums.map((sum) => ({
      id: `${sum}-zero`,
      description: `The ${sum} is 0.`,
      leftOut: options.leaveOutZero || !zeroHasAnswer,
    })),
    ...sums.map((sum) => ({
      id: `${sum}-implausible`,
      description: `The ${sum} is above 0 and below $${options.implausiblyBelow}.`,
      leftOut: options.leaveOutImplausible,
    })),
  ];
}

/** The first problem that applies: a missing sum before a 0, a 0 before a small one. */
export function moneyDoubt(
  film: Film,
  sums: readonly Sum[],
  { implausiblyBelow }: MoneyOptions,
): string | null {
  const find = (kind: string, is: (value: number | null) => boolean) => {
    const found = sums.find((sum) => is(film[sum]));
    return found === undefined ? null : `${found}-${kind}`;
  };
  return (
    find('missing', (value) => value === null) ??
    find('zero', (value) => value === 0) ??
    find('implausible', (value) => value !== null && value < implausiblyBelow)
  );
}
