/**
 * Joins a gradient in closed form to tfjs's tape: the logits as they are, whose gradient is the loss's. Loss values are
 * computed elsewhere, so that no operation is spent on them here.
 */
import { clone, customGrad, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * @param gradient from the logits to what the layers below get, of their shape.
 * @returns the logits; what `differentiate` takes in place of a loss.
 */
export function attachGradient(logits: Tensor2D, gradient: (logits: Tensor2D) => Tensor2D): Tensor2D {
  const operation = customGrad((...args) => {
    const [x, save] = args as [Tensor2D, (tensors: Tensor[]) => void];
    save([x]);
    return { value: clone(x), gradFunc: (_: Tensor, [saved]: Tensor[]) => gradient(saved as Tensor2D) };
  });
  return operation(logits);
}
