/**
 * The gradient of a network with one head or several: each has its own columns of the logits and its own loss, and
 * training minimises their sum. The weights include the heads' shares and mark missing answers.
 */
import { clone, concat, customGrad, slice, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { lossGradient } from '../kernels/webgpu/loss-gradient';
import { usesKernel } from '../kernels/webgpu/switches';
import type { OutputLoss } from './output-loss';

export interface HeadPart {
  /** First of its columns. The heads' columns follow one another in order. */
  from: number;
  count: number;
  loss: OutputLoss;
}

/** All tensors are `[batch, outputs]`. On WebGPU one dispatch per head; call it inside a tidy. */
export function gradientOfHeads(
  heads: readonly HeadPart[],
  logits: Tensor2D,
  targets: Tensor2D,
  weights: Tensor2D,
): Tensor2D {
  if (usesKernel('loss-gradient')) return lossGradient(heads, logits, targets, weights);
  if (heads.length === 1) return heads[0].loss.gradient(logits, targets, weights);
  return concat(
    heads.map(({ from, count, loss }) => {
      const part = (tensor: Tensor2D): Tensor2D => slice(tensor, [0, from], [-1, count]);
      return loss.gradient(part(logits), part(targets), part(weights));
    }),
    1,
  );
}

/**
 * Attaches a gradient in closed form to tfjs's tape: returns the logits unchanged, with the loss's gradient. Loss values
 * are computed elsewhere, so that no operation is spent on them here.
 * @param gradient Maps the logits to their gradient, of the same shape.
 * @returns the logits, to be passed to `differentiate` instead of a loss.
 */
export function attachGradient(logits: Tensor2D, gradient: (logits: Tensor2D) => Tensor2D): Tensor2D {
  const operation = customGrad((...args) => {
    const [x, save] = args as [Tensor2D, (tensors: Tensor[]) => void];
    save([x]);
    return { value: clone(x), gradFunc: (_: Tensor, [saved]: Tensor[]) => gradient(saved as Tensor2D) };
  });
  return operation(logits);
}
