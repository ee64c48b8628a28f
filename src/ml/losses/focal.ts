/**
 * Focal losses: cross entropies that give little weight to what is already right (Lin et al. 2017, equations 4 and 5).
 * For labels as torchvision's `sigmoid_focal_loss`, for classes −(1 − p)^γ · t · log p over the softmax.
 */
import {
  abs,
  add,
  exp,
  log1p,
  log,
  max,
  maximum,
  mul,
  neg,
  pow,
  relu,
  sigmoid,
  softmax,
  sub,
  sum,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { logSumExp, binaryLoss } from './cross-entropy';
import { type OutputLoss } from './output-loss';
import { wgslNumber } from '../kernels/webgpu/wgsl';

/** Keeps powers of values near 0 finite. */
const LEAST = 1e-20;

export interface FocalOptions {
  gamma: number;
  /** Weight of the positives; that of the negatives is 1 − alpha. Null for no weights. */
  alpha: number | null;
}

/** αₜ · (1 − pₜ)^γ · binary cross entropy, with 1 − pₜ = t · (1 − p) + (1 − t) · p. */
export function focalLabels({ gamma, alpha }: FocalOptions): OutputLoss {
  return {
    gradient: (logits, targets, weights) => {
      const p = sigmoid(logits);
      const not = sigmoid(neg(logits));
      const opposite = sub(1, targets);
      const rest = maximum(add(mul(targets, not), mul(opposite, p)), LEAST);
      const entropy = add(sub(relu(logits), mul(logits, targets)), log1p(exp(neg(abs(logits)))));
      // the power has a derivative, too, which changes the weight of the entropy
      const slope = mul(
        mul(mul(p, not), sub(mul(targets, 2), 1)),
        mul(entropy, mul(pow(rest, gamma - 1), gamma)),
      );
      const derivative: Tensor = sub(mul(sub(p, targets), pow(rest, gamma)), slope);
      const balanced =
        alpha === null ? derivative : mul(derivative, add(mul(targets, 2 * alpha - 1), 1 - alpha));
      return mul(balanced, weights) as Tensor2D;
    },

    value(logits, targets, weights, from, count) {
      let loss = 0;
      for (let i = from; i < from + count; i++) {
        const [x, t] = [logits[i], targets[i]];
        const rest = t / (1 + Math.exp(x)) + (1 - t) / (1 + Math.exp(-x));
        const share = alpha === null ? 1 : alpha * t + (1 - alpha) * (1 - t);
        loss += weights[i] * share * rest ** gamma * binaryLoss(x, t);
      }
      return loss;
    },

    wgsl: {
      key: `focal-labels ${gamma} ${alpha}`,
      each: 'output',
      code: `
  let e = exp(-abs(x));
  let p = select(e, 1.0, x >= 0.0) / (1.0 + e);
  let n = select(1.0, e, x >= 0.0) / (1.0 + e);
  let rest = max(t * n + (1.0 - t) * p, ${wgslNumber(LEAST)});
  let entropy = max(x, 0.0) - x * t + log(1.0 + e);
  let slope = p * n * (2.0 * t - 1.0) * entropy * ${wgslNumber(gamma)} * pow(rest, ${wgslNumber(gamma - 1)});
  let plain = (p - t) * pow(rest, ${wgslNumber(gamma)}) - slope;
  let d = plain${alpha === null ? '' : ` * (t * ${wgslNumber(2 * alpha - 1)} + ${wgslNumber(1 - alpha)})`};`,
    },
  };
}

/** −Σ t · (1 − p)^γ · log p, p the softmax. */
export function focalClasses(gamma: number): OutputLoss {
  return {
    gradient: (logits, targets, weights) => {
      const centred = sub(logits, max(logits, 1, true));
      const logP = sub(centred, log(sum(exp(centred), 1, true)));
      const p: Tensor2D = softmax(logits);
      const rest = maximum(sub(1, p), LEAST);
      const slope = sub(pow(rest, gamma), mul(mul(p, logP), mul(pow(rest, gamma - 1), gamma)));
      const pulled: Tensor2D = mul(mul(targets, weights), slope);
      return sub(mul(p, sum(pulled, 1, true)), pulled);
    },

    value(logits, targets, weights, from, count) {
      const normaliser = logSumExp(logits, from, count);
      let loss = 0;
      for (let i = from; i < from + count; i++) {
        const logP = logits[i] - normaliser;
        loss -= weights[i] * targets[i] * (-Math.expm1(logP)) ** gamma * logP;
      }
      return loss;
    },

    wgsl: {
      key: `focal-classes ${gamma}`,
      each: 'row',
      code: `
  var largest = logits[base];
  for (var j = 1u; j < count; j++) { largest = max(largest, logits[base + j]); }
  var sum = 0.0;
  for (var j = 0u; j < count; j++) { sum += exp(logits[base + j] - largest); }
  let normaliser = log(sum) + largest;
  var total = 0.0;
  for (var j = 0u; j < count; j++) {
    let logP = logits[base + j] - normaliser;
    let p = exp(logP);
    let rest = max(1.0 - p, ${wgslNumber(LEAST)});
    let slope = pow(rest, ${wgslNumber(gamma)}) - ${wgslNumber(gamma)} * pow(rest, ${wgslNumber(gamma - 1)}) * p * logP;
    let pulled = targets[base + j] * weights[base + j] * slope;
    total += pulled;
    gradient[base + j] = -pulled;
  }
  for (var j = 0u; j < count; j++) { gradient[base + j] += total * exp(logits[base + j] - normaliser); }`,
    },
  };
}
