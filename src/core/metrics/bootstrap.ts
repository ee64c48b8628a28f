/** Percentile bootstrap intervals for any figure that is computed from a set of samples. Source: Efron 1979. */
import { Random } from '../random';

export interface Interval {
  low: number;
  high: number;
}

/**
 * The interval that holds the middle `level` of a figure's values over resampled sets of samples.
 * @param count number of samples; `figure` gets `count` indices drawn with replacement and returns the figure
 *   (resamples in which it is NaN are left out).
 */
export function bootstrapInterval(
  count: number,
  figure: (indices: Int32Array) => number,
  options: { resamples?: number; level?: number; seed?: number } = {},
): Interval {
  const { resamples = 1000, level = 0.95, seed = 1 } = options;
  const random = new Random(seed, 'bootstrap');
  const indices = new Int32Array(count);
  const values: number[] = [];
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < count; i++) indices[i] = random.below(count);
    const value = figure(indices);
    if (!Number.isNaN(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  return { low: quantile(values, (1 - level) / 2), high: quantile(values, (1 + level) / 2) };
}

/** Linear interpolation between the nearest ranks (numpy's default). `sorted` rises. NaN for none. */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
