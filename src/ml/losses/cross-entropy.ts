/** Cross entropies on logits: softmax for classes, sigmoid for labels; and label smoothing, which changes the targets. */
import { mul, sigmoid, softmax, sub, sum, type Tensor2D } from '@tensorflow/tfjs-core';
import type { OutputLoss } from './output-loss';

/** −Σ t · log softmax(x). With class weights, PyTorch's `cross_entropy(…, weight, label_smoothing)`, summed. */
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

/** log Σ eˣ over `[from, from + count)`, stable however far apart the logits are. */
export function logSumExp(logits: ArrayLike<number>, from: number, count: number): number {
  let largest = -Infinity;
  for (let i = from; i < from + count; i++) largest = Math.max(largest, logits[i]);
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.exp(logits[i] - largest);
  return Math.log(sum) + largest;
}

/**
 * −t · log σ(x) − (1 − t) · log(1 − σ(x)). The weight of positives is part of the weights: p if the target is 1, as in
 * PyTorch's `BCEWithLogitsLoss(pos_weight=p)`.
 */
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

/**
 * Label smoothing: distributes this share of a target equally over all possible answers (Szegedy et al. 2016, section 7).
 * @param target Share of an answer, 0 to 1.
 * @param answers Number of possible answers: the classes of a softmax; 2 for a label (yes and no), as in Keras's
 *   `BinaryCrossentropy(label_smoothing=…)`.
 */
export function smoothed(target: number, smoothing: number, answers: number): number {
  return target * (1 - smoothing) + smoothing / answers;
}
