/** Percentile bootstrap intervals for any figure that is computed from a set of samples. Source: Efron 1979. */
import { atOnce } from '../at-once';
import { Random } from '../random';

export interface Interval {
  low: number;
  high: number;
}

export interface BootstrapOptions {
  resamples?: number;
  level?: number;
  seed?: number;
}

/**
 * The interval that contains the middle `level` of a figure's values over resampled sets of samples.
 * @param count number of samples. `figure` gets `count` indices drawn with replacement and returns the figure;
 * resamples
 *   for which it is NaN are left out.
 */
export function bootstrapInterval(
  count: number,
  figure: (indices: Int32Array) => number,
  options: BootstrapOptions = {},
): Interval {
  const found = atOnce(bootstrapIntervals(count, (indices) => ({ figure: figure(indices) }), options));
  return found.figure ?? { low: NaN, high: NaN };
}

/**
 * {@link bootstrapInterval} of several figures over the same resamples. Yields after each resample, so that a page can
 * do other work in between, and returns an interval for every name in `figures`.
 */
export function* bootstrapIntervals<Name extends string>(
  count: number,
  figures: (indices: Int32Array) => Partial<Record<Name, number>>,
  { resamples = 1000, level = 0.95, seed = 1 }: BootstrapOptions = {},
): Generator<void, Partial<Record<Name, Interval>>, undefined> {
  const random = new Random(seed, 'bootstrap');
  const indices = new Int32Array(count);
  const values = new Map<Name, number[]>();
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < count; i++) indices[i] = random.below(count);
    for (const [name, value] of Object.entries(figures(indices)) as [Name, number][]) {
      const list = values.get(name) ?? [];
      values.set(name, list);
      if (!Number.isNaN(value)) list.push(value);
    }
    yield;
  }
  const found: Partial<Record<Name, Interval>> = {};
  for (const [name, list] of values) {
    list.sort((a, b) => a - b);
    found[name] = { low: quantile(list, (1 - level) / 2), high: quantile(list, (1 + level) / 2) };
  }
  return found;
}

/** Linear interpolation between the nearest ranks (numpy's default). `sorted` must be ascending. NaN if empty. */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
