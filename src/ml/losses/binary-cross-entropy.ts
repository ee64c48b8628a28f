/**
 * Binary cross entropy on logits: −t · log σ(x) − (1 − t) · log(1 − σ(x)). Weights of the positives are in the weights:
 * p where the target is 1, as in PyTorch's `BCEWithLogitsLoss(pos_weight=p)`.
 */
import { mul, sigmoid, sub } from '@tensorflow/tfjs-core';
import type { OutputLoss } from './output-loss';

export const binaryCrossEntropy: OutputLoss = {
  gradient: (logits, targets, weights) => mul(sub(sigmoid(logits), targets), weights),

  value(logits, targets, weights, from, count) {
    let loss = 0;
    for (let i = from; i < from + count; i++) loss += weights[i] * binaryLoss(logits[i], targets[i]);
    return loss;
  },

  wgsl: {
    key: 'binary-cross-entropy',
    each: 'output',
    code: `
  let e = exp(-abs(x));
  let d = select(e, 1.0, x >= 0.0) / (1.0 + e) - t;`,
  },
};

/** max(x, 0) − x · t + log(1 + e^−|x|), which neither cancels nor overflows. */
export function binaryLoss(x: number, target: number): number {
  return Math.max(x, 0) - x * target + Math.log1p(Math.exp(-Math.abs(x)));
}
