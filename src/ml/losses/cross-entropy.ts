/**
 * Softmax cross entropy: −Σ t · log softmax(x). Label smoothing is in the targets (`label-smoothing.ts`). With weights of the classes it is PyTorch's `cross_entropy(…, weight, label_smoothing)`, summed.
 */
import { mul, softmax, sub, sum, type Tensor2D } from '@tensorflow/tfjs-core';
import type { OutputLoss } from './output-loss';

export const crossEntropy: OutputLoss = {
  gradient(logits, targets, weights) {
    const weighted: Tensor2D = mul(targets, weights);
    return sub(mul(softmax(logits), sum(weighted, 1, true)), weighted);
  },

  value(logits, targets, weights, from, count) {
    const normaliser = logSumExp(logits, from, count);
    let loss = 0;
    for (let i = from; i < from + count; i++) loss += weights[i] * targets[i] * (normaliser - logits[i]);
    return loss;
  },

  wgsl: {
    key: 'cross-entropy',
    each: 'row',
    code: `
  var largest = logits[base];
  for (var j = 1u; j < count; j++) { largest = max(largest, logits[base + j]); }
  var sum = 0.0;
  var total = 0.0;
  for (var j = 0u; j < count; j++) {
    sum += exp(logits[base + j] - largest);
    total += weights[base + j] * targets[base + j];
  }
  for (var j = 0u; j < count; j++) {
    gradient[base + j] = total * exp(logits[base + j] - largest) / sum - weights[base + j] * targets[base + j];
  }`,
  },
};

/** log Σ eˣ over `[from, from + count)`, however far apart they are. */
export function logSumExp(logits: ArrayLike<number>, from: number, count: number): number {
  let largest = -Infinity;
  for (let i = from; i < from + count; i++) largest = Math.max(largest, logits[i]);
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.exp(logits[i] - largest);
  return Math.log(sum) + largest;
}
