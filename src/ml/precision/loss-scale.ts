/**
 * How the factor of the loss moves in mixed precision: down at once when a gradient was not finite, up when none has
 * been for long. The rule and its numbers are PyTorch's (`torch.amp.GradScaler`, `_amp_update_scale_`).
 */

export interface LossScaleSettings {
  initial: number;
  /** Factor after `growthInterval` good steps in a row. */
  growthFactor: number;
  /** Factor after a step whose gradients were not finite. */
  backoffFactor: number;
  growthInterval: number;
}

/** GradScaler's defaults. */
export const GRAD_SCALER: LossScaleSettings = {
  initial: 65536,
  growthFactor: 2,
  backoffFactor: 0.5,
  growthInterval: 2000,
};

export interface LossScale {
  scale: number;
  /** Good steps since the scale last changed. */
  good: number;
}

/** Before the first step. */
export function initialLossScale({ initial }: LossScaleSettings): LossScale {
  return { scale: initial, good: 0 };
}

/**
 * After a step.
 * @param finite Whether all gradients were finite numbers; where not, the step has moved nothing.
 */
export function nextLossScale(
  { scale, good }: LossScale,
  finite: boolean,
  { growthFactor, backoffFactor, growthInterval }: LossScaleSettings,
): LossScale {
  if (!finite) return { scale: Math.fround(scale * backoffFactor), good: 0 };
  if (good + 1 < growthInterval) return { scale, good: good + 1 };
  const grown = Math.fround(scale * growthFactor);
  return { scale: Number.isFinite(grown) ? grown : scale, good: 0 };
}
