/** Huber's loss: ½ d² up to δ, then δ · (|d| − ½ δ), so that outliers pull no harder than δ (Huber 1964; PyTorch's `HuberLoss`). */
import { clipByValue, mul, sub } from '@tensorflow/tfjs-core';
import { type OutputLoss } from './output-loss';
import { wgslNumber } from '../kernels/webgpu/wgsl';

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
