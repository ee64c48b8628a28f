/** Round numbers for axes, by d3-scale, which recharts computes with too: both then agree on where a value lies. */
import { scaleLinear } from 'd3-scale';

export type Domain = readonly [number, number];

/** Round values inside the domain, about `count` of them; only whole ones where `whole`. */
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

/** About as many values are written beside an upright axis. */
export const VALUE_TICKS = 4;
