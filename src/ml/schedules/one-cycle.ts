/**
 * One cycle (Smith & Topin 2018): up to the peak, which is the learning rate itself, and down to almost nothing; both
 * ways along a cosine, as PyTorch's `OneCycleLR` and fastai's `fit_one_cycle` go.
 */

export interface OneCycle {
  /** Share of the steps until the peak. */
  peakAt: number;
  /** The start is the peak divided by this. */
  startDivisor: number;
  /** The end is the start divided by this. */
  endDivisor: number;
}

export function oneCycle(
  step: number,
  steps: number,
  { peakAt, startDivisor, endDivisor }: OneCycle,
): number {
  const start = 1 / startDivisor;
  const end = start / endDivisor;
  const peak = peakAt * steps - 1;
  const last = Math.max(steps - 1, 1);
  if (step <= peak) return between(start, 1, step / peak);
  return between(1, end, Math.min(1, (step - peak) / (last - peak)));
}

/** Along half a cosine. */
function between(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
