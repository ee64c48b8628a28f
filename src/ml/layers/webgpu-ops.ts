/**
 * The operations with our WebGPU kernels. Convolutions are tfjs's operations, whose kernels `installKernels` replaces;
 * bias and activation in training, both kinds of norms, sums, averages and activations are our own.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activateOnGPU, addActivateOnGPU, biasActivationOnGPU } from '../kernels/webgpu/activation';
import { batchNormTraining } from '../kernels/webgpu/batch-norm';
import { biasedConvolution } from '../kernels/webgpu/biased-convolution';
import { frozenNorm } from '../kernels/webgpu/frozen-norm';
import { splitActivation } from '../kernels/activations';
import { maxPoolOnGPU } from '../kernels/webgpu/max-pool';
import { globalAverageOnGPU, scaleChannelsOnGPU } from '../kernels/webgpu/pooling';
import type { ConvolutionSettings, NetworkOps } from './ops';
import { plainOps } from './plain-ops';

/** Outside training, the fused convolution kernels do everything in one dispatch. */
const isTraining = () => tf.engine().state.gradientDepth > 0;

function convolve(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  { bias, activation, stride, padding }: ConvolutionSettings,
  depthwise: boolean,
): tf.Tensor4D {
  const [fused, rest] = splitActivation(activation);
  if (bias && rest === 'linear')
    return biasedConvolution(x, kernel, bias, { stride, padding, activation: fused, depthwise });
  const y = (depthwise ? tf.depthwiseConv2d : tf.conv2d)(x, kernel, stride, padding);
  return bias ? biasActivationOnGPU(y, bias, activation) : activateOnGPU(y, activation);
}

export const webgpuOps: NetworkOps = {
  ...plainOps,

  convolution: (x, kernel, settings) =>
    isTraining() ? convolve(x, kernel, settings, false) : plainOps.convolution(x, kernel, settings),

  depthwise: (x, kernel, settings) =>
    isTraining() ? convolve(x, kernel, settings, true) : plainOps.depthwise(x, kernel, settings),

  normTraining(x, gamma, beta, residual, { epsilon, momentum, moving, activation }) {
    const [fused, rest] = splitActivation(activation);
    const options = { epsilon, momentum, moving, activation: fused };
    return activateOnGPU(batchNormTraining(x, gamma, beta, residual, options), rest);
  },

  normInference(x, gamma, beta, residual, { epsilon, mean, variance, activation }) {
    const [fused, rest] = splitActivation(activation);
    return activateOnGPU(
      frozenNorm(x, gamma, beta, residual, { epsilon, mean, variance, activation: fused }),
      rest,
    );
  },

  activate: activateOnGPU,

  addActivate: addActivateOnGPU,

  maxPool: (x, size, window) =>
    isTraining() ? maxPoolOnGPU(x, size, window.stride, window.padding) : plainOps.maxPool(x, size, window),

  globalAveragePool: globalAverageOnGPU,

  dense: (x, kernel, bias, activation) => biasActivationOnGPU(tf.matMul(x, kernel), bias, activation),

  scaleChannels: scaleChannelsOnGPU,
};

/** The same with tfjs's own operations instead of some of ours, to switch off single kernels. */
export function webgpuOpsWithout(names: readonly (keyof NetworkOps)[]): NetworkOps {
  return { ...webgpuOps, ...Object.fromEntries(names.map((name) => [name, plainOps[name]])) };
}
