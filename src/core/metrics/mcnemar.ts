/**
 * McNemar's test: does one of two runs make significantly more of the errors that only one of them makes? Source:
 * McNemar 1947.
 */

export interface McNemarResult {
  /** Number of samples that only the first, and only the second run got right. */
  onlyFirst: number;
  onlySecond: number;
  /** Two-sided p-value of the exact binomial test. */
  p: number;
}

/** Counts from two runs' predictions on the same samples, `[samples]` each. */
export function mcNemar(
  actual: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): McNemarResult {
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let i = 0; i < actual.length; i++) {
    const a = first[i] === actual[i];
    const b = second[i] === actual[i];
    if (a && !b) onlyFirst++;
    if (b && !a) onlySecond++;
  }
  return { onlyFirst, onlySecond, p: mcNemarP(onlyFirst, onlySecond) };
}

/** The exact two-sided p-value from the two counts of disagreement; 1 if there is none. */
export function mcNemarP(onlyFirst: number, onlySecond: number): number {
  const total = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  // log of C(total, k) / 2^total, term by term, so that large counts do not overflow
  let logTerm = -total * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= fewer; k++) {
    logTerm += Math.log(total - k + 1) - Math.log(k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}
