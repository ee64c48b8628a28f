/** Axes: straight scales from values to pixels, and round numbers to write beside them. */

export type Domain = readonly [number, number];

/** Maps `domain` onto `range`; the range may run backwards, as pixels from the top do. */
export function linear(domain: Domain, range: Domain): (value: number) => number {
  const span = domain[1] - domain[0];
  const stretch = span === 0 ? 0 : (range[1] - range[0]) / span;
  return (value) => range[0] + (value - domain[0]) * stretch;
}

const STEPS = [1, 2, 2.5, 5, 10];

/** A round step that divides `span` into about `count` parts; a multiple of 1 where `whole`. */
export function tickStep(span: number, count: number, whole = false): number {
  const rough = span / Math.max(1, count);
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough * 0.999) ?? 10) * power;
  return whole ? Math.max(1, Math.ceil(step)) : step;
}

/** Round values inside the domain, about `count` of them. */
export function ticks([low, high]: Domain, count: number, whole = false): number[] {
  const step = tickStep(high - low, count, whole);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** The domain widened to round numbers, which are among its `ticks`. */
export function niceDomain([low, high]: Domain, count: number): Domain {
  if (!(high > low)) return [low, low + 1];
  let wide: Domain = [low, high];
  // a wider domain may have a wider step, which widens it once more
  for (let turn = 0; turn < 3; turn++) {
    const step = tickStep(wide[1] - wide[0], count);
    wide = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  }
  return wide;
}

/**
 * Moves labels apart so that none is nearer than `gap` to the next, each as near to its own place as that allows.
 * @param places wanted places; the result is in the same order.
 */
export function spread(places: readonly number[], gap: number, [low, high]: Domain): number[] {
  const order = Array.from(places.keys()).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  let floor = low;
  for (const index of order) {
    moved[index] = Math.max(places[index], floor);
    floor = moved[index] + gap;
  }
  let ceiling = high;
  for (const index of order.toReversed()) {
    moved[index] = Math.min(moved[index], ceiling);
    ceiling = moved[index] - gap;
  }
  return moved;
}

/** Smallest value that at least `share` of the values are not above; 0 for none. */
export function atShare(values: readonly number[], share: number): number {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
