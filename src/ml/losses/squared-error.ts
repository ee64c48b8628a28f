/** Squared error: (x − t)²; with weights of 1 / outputs, PyTorch's `MSELoss`. */
import { mul, sub } from '@tensorflow/tfjs-core';
import type { OutputLoss } from './output-loss';

export const squaredError: OutputLoss = {
  gradient: (logits, targets, weights) => mul(mul(sub(logits, targets), 2), weights),

  value(logits, targets, weights, from, count) {
    let loss = 0;
    for (let i = from; i < from + count; i++) loss += weights[i] * (logits[i] - targets[i]) ** 2;
    return loss;
  },

  wgsl: { key: 'squared-error', each: 'output', code: 'let d = 2.0 * (x - t);' },
};
