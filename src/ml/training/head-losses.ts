/**
 * The losses of a head as training needs them: on targets and weights of every single output. A weight of 0 is "no
 * answer"; class weights and positive weights are weights; mixing two samples mixes both. Gradients are computed on
 * the device, values on the CPU, in float64.
 */
import { clipByValue, mul, sigmoid, softmax, sub, type Tensor2D } from '@tensorflow/tfjs-core';

export interface HeadLoss {
  /**
   * Gradient of Σ wᵢⱼ · lossᵢⱼ with respect to the logits. All are `[batch, outputs]` of one head.
   * @param targets shares of classes, labels 0 to 1, or values
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
}

/** −Σ t · log softmax(x), times the row's weight, which all of its outputs have alike. */
export const classLoss: HeadLoss = {
  gradient: (logits, targets, weights) => mul(sub(softmax(logits), targets), weights),

  value(logits, targets, weights, from, count) {
    let largest = -Infinity;
    for (let i = from; i < from + count; i++) largest = Math.max(largest, logits[i]);
    let sum = 0;
    for (let i = from; i < from + count; i++) sum += Math.exp(logits[i] - largest);
    const normaliser = Math.log(sum) + largest;
    let loss = 0;
    for (let i = from; i < from + count; i++) loss += weights[i] * targets[i] * (normaliser - logits[i]);
    return loss;
  },
};

/** Binary cross entropy on logits: max(x, 0) − x · t + log(1 + e^−|x|). */
export const labelsLoss: HeadLoss = {
  gradient: (logits, targets, weights) => mul(sub(sigmoid(logits), targets), weights),

  value(logits, targets, weights, from, count) {
    let loss = 0;
    for (let i = from; i < from + count; i++) {
      const x = logits[i];
      loss += weights[i] * (Math.max(x, 0) - x * targets[i] + Math.log1p(Math.exp(-Math.abs(x))));
    }
    return loss;
  },
};

/** (x − t)² */
export const squaredLoss: HeadLoss = {
  gradient: (logits, targets, weights) => mul(mul(sub(logits, targets), 2), weights),

  value(logits, targets, weights, from, count) {
    let loss = 0;
    for (let i = from; i < from + count; i++) loss += weights[i] * (logits[i] - targets[i]) ** 2;
    return loss;
  },
};

/** ½ d² up to δ, then δ · (|d| − ½ δ) (Huber 1964; PyTorch's `HuberLoss`). */
export function huberLoss(delta: number): HeadLoss {
  return {
    gradient: (logits, targets, weights) => mul(clipByValue(sub(logits, targets), -delta, delta), weights),

    value(logits, targets, weights, from, count) {
      let loss = 0;
      for (let i = from; i < from + count; i++) {
        const distance = Math.abs(logits[i] - targets[i]);
        loss += weights[i] * (distance <= delta ? distance ** 2 / 2 : delta * (distance - delta / 2));
      }
      return loss;
    },
  };
}
