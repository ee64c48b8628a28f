/** The factors by which schedules multiply the learning rate, each as a function of the step or of the metric's history. */

/** Share of the learning rate in the first step, as in torchvision's reference training. */
const FIRST_SHARE = 0.01;

/**
 * Rises linearly over `steps` steps (PyTorch's `LinearLR`), so that fresh layers do not disturb a trained network (Goyal
 * et al. 2017, section 2.2).
 */
export function warmUp(step: number, steps: number): number {
  return FIRST_SHARE + (1 - FIRST_SHARE) * Math.min(1, step / steps);
}

/** Multiplied by `factor` once every `every` steps (PyTorch's `StepLR`). */
export function stepwise(step: number, every: number, factor: number): number {
  return factor ** Math.floor(step / every);
}

/** Half a cosine from 1 to `final` (Loshchilov & Hutter 2017, equation 5; PyTorch's `CosineAnnealingLR`). */
export function cosine(step: number, steps: number, final: number): number {
  return final + ((1 - final) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2;
}

export interface Plateau {
  better: 'min' | 'max';
  factor: number;
  /** Epochs without improvement that are tolerated. */
  patience: number;
  /** Relative change that counts as an improvement. */
  threshold: number;
}

/**
 * Falls when a metric no longer improves (PyTorch's `ReduceLROnPlateau`, relative threshold).
 * @param history The metric after each epoch; NaN is no improvement.
 */
export function plateau(
  history: readonly number[],
  { better, factor, patience, threshold }: Plateau,
): number {
  let result = 1;
  let best = better === 'min' ? Infinity : -Infinity;
  let waited = 0;
  for (const value of history) {
    const improved = better === 'min' ? value < best * (1 - threshold) : value > best * (1 + threshold);
    if (improved) best = value;
    waited = improved ? 0 : waited + 1;
    if (waited <= patience) continue;
    result *= factor;
    waited = 0;
  }
  return result;
}

/**
 * One cycle (Smith & Topin 2018): up to the peak, which is the learning rate itself, and down to almost zero, both along a
 * cosine, as in PyTorch's `OneCycleLR` and fastai's `fit_one_cycle`. The momentum moves the opposite way.
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

/** The factor of the learning rate at step `step` of `steps`. */
export function oneCycle(
  step: number,
  steps: number,
  { peakAt, startDivisor, endDivisor }: OneCycle,
): number {
  const start = 1 / startDivisor;
  return alongCycle(step, steps, peakAt, [start, 1, start / endDivisor]);
}

/** The momentum at step `step` of `steps`; before the first step, that of the first. */
export function cycledMomentum(step: number, steps: number, { peakAt }: Pick<OneCycle, 'peakAt'>): number {
  const { ends, peak } = CYCLED_MOMENTUM;
  return alongCycle(Math.max(0, step), steps, peakAt, [ends, peak, ends]);
}

/** Interpolates from the first of three values to the second and then to the third. */
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

/** Interpolates along half a cosine. */
function between(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
