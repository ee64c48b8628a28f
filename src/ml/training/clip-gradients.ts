/** Gradients that are together too long are shortened to a norm (Pascanu et al. 2013; PyTorch's `clip_grad_norm_`). */
import { addN, div, minimum, sqrt, square, sum, tidy, add, type Tensor } from '@tensorflow/tfjs-core';

/** @returns what every gradient is to be multiplied by, at most 1: one number on the device, the caller's. */
export function clipScale(gradients: ReadonlyMap<string, Tensor>, norm: number): Tensor {
  return tidy(() => {
    const squares = [...gradients.values()].map((gradient) => sum(square(gradient)));
    return minimum(div(norm, add(sqrt(addN(squares)), 1e-6)), 1);
  });
}
