/**
 * The operations with our WASM kernels: convolutions that include bias and activation, batch norms in two passes over the
 * image, and the gradients of all of them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { isFused, splitActivation } from '../kernels/activations';
import { batchNormInference, batchNormTraining } from '../kernels/wasm/batch-norm';
import {
  activateFused,
  addThenActivate,
  averageOfImage,
  convolve,
  multiplyDense,
} from '../kernels/wasm/operations';
import type { NetworkOps } from './ops';
import { plainOps } from './plain-ops';

export const wasmOps: NetworkOps = {
  ...plainOps,

  convolution(x, kernel, { stride, padding, bias, activation }) {
    const [fused, after] = splitActivation(activation);
    const y = convolve(x, kernel, bias, { stride, padding, depthwise: false, activation: fused });
    return plainOps.activate(y, after);
  },

  depthwise(x, kernel, { stride, padding, bias, activation }) {
    const [fused, after] = splitActivation(activation);
    const y = convolve(x, kernel, bias, { stride, padding, depthwise: true, activation: fused });
    return plainOps.activate(y, after);
  },

  normTraining(x, gamma, beta, residual, { activation, ...statistics }) {
    const [fused, after] = splitActivation(activation);
    return plainOps.activate(batchNormTraining(x, gamma, beta, residual, statistics, fused), after);
  },

  normInference(x, gamma, beta, residual, { activation, ...statistics }) {
    const [fused, after] = splitActivation(activation);
    return plainOps.activate(batchNormInference(x, gamma, beta, residual, statistics, fused), after);
  },

  activate(x, activation) {
    return isFused(activation) && activation !== 'linear'
      ? activateFused(x, activation)
      : plainOps.activate(x, activation);
  },

  addActivate(a, b, activation) {
    const [fused, after] = splitActivation(activation);
    return plainOps.activate(addThenActivate(a, b, fused), after);
  },

  globalAveragePool: averageOfImage,

  dense(x, kernel, bias, activation) {
    const [fused, after] = splitActivation(activation);
    return plainOps.activate(multiplyDense(x, kernel, bias, fused), after);
  },

  maxPool: (x, size, { stride, padding }) => tf.maxPool(x, size, stride, padding),
};

/** The same with tfjs's own operations instead of some of ours, to switch off single kernels. */
export function wasmOpsWithout(names: readonly (keyof NetworkOps)[]): NetworkOps {
  return { ...wasmOps, ...Object.fromEntries(names.map((name) => [name, plainOps[name]])) };
}
