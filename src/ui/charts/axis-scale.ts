/** Round numbers for axes, from d3-scale, which recharts uses too, so both place values in the same way. */
import { scaleLinear } from 'd3-scale';

export type Domain = readonly [number, number];

/** About `count` round values within the domain; only whole numbers if `whole`. */
export function roundTicks(domain: Domain, count: number, whole = false): number[] {
  const ticks = scaleLinear(domain, [0, 1]).ticks(count);
  return whole ? ticks.filter(Number.isInteger) : ticks;
}

/** The domain widened to round numbers, which are among its ticks. Never empty. */
export function niceDomain([low, high]: Domain, count = VALUE_TICKS): Domain {
  if (!(high > low)) return [low, low + 1];
  const [from, to] = scaleLinear([low, high], [0, 1]).nice(count).domain();
  return [from, to];
}

/** About how many labels a vertical axis has. */
export const VALUE_TICKS = 4;
