/** A learning rate that falls in steps (PyTorch's `StepLR`). */

/** `factor` to the power of the steps that have been gone, one every `every` of training. */
export function stepwise(step: number, every: number, factor: number): number {
  return factor ** Math.floor(step / every);
}
