/**
 * The interface of every loss: its gradient for training (on the device, in closed form), and its values for display (on
 * the CPU, in float64, from logits that have been read back anyway).
 *
 * Every single output has a target and a weight. A weight of 0 means "no answer"; class weights, positive weights, sample
 * weights and the mean over a batch or over labels are all part of the weights.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { LossShader } from '../kernels/webgpu/loss-gradient';

export interface OutputLoss {
  /**
   * Gradient of Σ wᵢⱼ · lossᵢⱼ with respect to the logits. All are `[batch, outputs]` of one head.
   * @param targets Shares of classes, labels from 0 to 1, or values.
   */
  gradient(logits: Tensor2D, targets: Tensor2D, weights: Tensor2D): Tensor2D;
  /** Σⱼ wⱼ · lossⱼ of one row: the numbers `[from, from + count)` of each array. */
  value(
    logits: ArrayLike<number>,
    targets: ArrayLike<number>,
    weights: ArrayLike<number>,
    from: number,
    count: number,
  ): number;
  /** The same gradient for our own kernel. */
  readonly wgsl: LossShader;
}
