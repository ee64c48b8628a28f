/** A learning rate that rises at first, so that fresh layers do not shake a trained network (Goyal et al. 2017, section 2.2). */

/** Share of the learning rate in the very first step, as in torchvision's reference training. */
const START = 0.01;

/** Rises in a straight line over `steps` steps (PyTorch's `LinearLR`). */
export function warmUp(step: number, steps: number): number {
  return START + (1 - START) * Math.min(1, step / steps);
}
