/**
 * One cycle (Smith & Topin 2018): up to the peak, which is the learning rate itself, and down to almost nothing; both
 * ways along a cosine, as PyTorch's `OneCycleLR` and fastai's `fit_one_cycle` go. The momentum goes the other way.
 */

export interface OneCycle {
  /** Share of the steps until the peak. */
  peakAt: number;
  /** The start is the peak divided by this. */
  startDivisor: number;
  /** The end is the start divided by this. */
  endDivisor: number;
}

/** The momentum at both ends and at the peak: PyTorch's `max_momentum` and `base_momentum`. */
export const CYCLED_MOMENTUM = { ends: 0.95, peak: 0.85 } as const;

/** The factor of the learning rate in one of `steps`. */
export function oneCycle(
  step: number,
  steps: number,
  { peakAt, startDivisor, endDivisor }: OneCycle,
): number {
  const start = 1 / startDivisor;
  return alongCycle(step, steps, peakAt, [start, 1, start / endDivisor]);
}

/** The momentum in one of `steps`; before the first it is that of the first. */
export function cycledMomentum(step: number, steps: number, { peakAt }: Pick<OneCycle, 'peakAt'>): number {
  const { ends, peak } = CYCLED_MOMENTUM;
  return alongCycle(Math.max(0, step), steps, peakAt, [ends, peak, ends]);
}

/** From the first of three values to the second and on to the third. */
function alongCycle(
  step: number,
  steps: number,
  peakAt: number,
  [start, middle, end]: readonly [number, number, number],
): number {
  const peak = peakAt * steps - 1;
  const last = Math.max(steps - 1, 1);
  if (step < peak) return between(start, middle, step / peak);
  return between(middle, end, Math.min(1, (step - peak) / (last - peak)));
}

/** Along half a cosine. */
function between(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
