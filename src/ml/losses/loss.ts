/**
 * What every loss here is: the gradient where training needs it (on the device, in closed form) and the values
 * where people see them (on the CPU, in float64, from logits that have been read back anyway).
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';

export interface Loss {
  /**
   * Gradient of Σ weightᵢ · lossᵢ with respect to the logits.
   * @param logits `[batch, classes]`
   * @param targets `[batch, classes]`: each row the answer's distribution over the classes
   * @param weights `[batch, 1]`; a row that only fills the batch weighs 0, the others 1 / rows for the mean
   * @returns `[batch, classes]`
   */
  gradient(logits: Tensor2D, targets: Tensor2D, weights: Tensor2D): Tensor2D;
  /**
   * The loss of one sample.
   * @param logits rows of `classes` numbers
   * @param row which one of them
   * @param target class index
   */
  value(logits: Float32Array, classes: number, row: number, target: number): number;
}
