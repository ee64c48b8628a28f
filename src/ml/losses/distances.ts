/** Regression losses: functions of the distance between prediction and target. */
import { clipByValue, mul, sub } from '@tensorflow/tfjs-core';
import { wgslNumber } from '../kernels/webgpu/wgsl';
import type { OutputLoss } from './output-loss';

/** (x − t)²; with weights of 1 / outputs, PyTorch's `MSELoss`. */
export const squaredError: OutputLoss = {
  gradient: (logits, targets, weights) => mul(mul(sub(logits, targets), 2), weights),

  value(logits, targets, weights, from, count) {
    let loss = 0;
    for (let i = from; i < from + count; i++) loss += weights[i] * (logits[i] - targets[i]) ** 2;
    return loss;
  },

  wgsl: { key: 'squared-error', each: 'output', code: 'let d = 2.0 * (x - t);' },
};

/** ½ d² up to δ, then δ · (|d| − ½ δ): larger errors count linearly (Huber 1964; PyTorch's `HuberLoss`). */
export function huber(delta: number): OutputLoss {
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

    wgsl: {
      key: `huber ${delta}`,
      each: 'output',
      code: `
  let d = clamp(x - t, ${wgslNumber(-delta)}, ${wgslNumber(delta)});`,
    },
  };
}
