/**
 * The interval of a counted share: Wilson's score interval, which stays inside [0, 1] and is also valid for few
 * samples. Source: Wilson 1927; matches SciPy's `binomtest(…).proportion_ci(method='wilson')`.
 */
import type { Interval } from './bootstrap';

/** 97.5th percentile of the standard normal distribution: the two-sided 95 % level. */
const Z = 1.959963984540054;

/** The 95 % interval of `right` out of `samples`; NaN without samples. */
export function wilsonInterval(right: number, samples: number): Interval {
  const share = right / samples;
  const spread = (Z * Z) / samples;
  const centre = (share + spread / 2) / (1 + spread);
  const reach = (Z / (1 + spread)) * Math.sqrt((share * (1 - share) + spread / 4) / samples);
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
