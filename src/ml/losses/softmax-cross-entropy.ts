/**
 * Softmax cross entropy: −log softmax(logits)[target]. Its gradient is softmax(logits) − target, so no
 * automatic differentiation is needed.
 */
import { mul, softmax, sub, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Loss } from './loss';

export const softmaxCrossEntropy: Loss = {
  gradient(logits: Tensor2D, targets: Tensor2D, weights: Tensor2D): Tensor2D {
    return mul(sub(softmax(logits), targets), weights);
  },

  value(logits: Float32Array, classes: number, row: number, target: number): number {
    const from = row * classes;
    let largest = -Infinity;
    for (let i = 0; i < classes; i++) largest = Math.max(largest, logits[from + i]);
    let sum = 0;
    for (let i = 0; i < classes; i++) sum += Math.exp(logits[from + i] - largest);
    return Math.log(sum) + largest - logits[from + target];
  },
};
