/**
 * Mixed-precision operations on WebGPU (Micikevicius et al. 2018, "Mixed Precision Training"): in training, values kept
 * from the forward to the backward pass are stored in 16 bits, and convolutions multiply 16-bit operands; sums,
 * statistics, gradients and weights stay float32. Outside training everything is float32.
 */
import * as tf from '@tensorflow/tfjs-core';
import { batchNormTraining } from '../kernels/webgpu/batch-norm';
import { isFused } from '../kernels/activations';
import type { TileType } from '../kernels/webgpu/gemm';
import { asFloat } from '../kernels/webgpu/half';
import { mixedConvolution, mixedDepthwise } from '../kernels/webgpu/mixed-convolution';
import type { ConvolutionSettings, NetworkOps } from './ops';
import { webgpuOps } from './webgpu-ops';

const isTraining = () => tf.engine().state.gradientDepth > 0;

/**
 * @param tiles Type that the kernels use in workgroup memory: `f16` if the device has `shader-f16`. The results are the
 *   same.
 */
export function mixedOps(tiles: TileType): NetworkOps {
  const convolution = (x: tf.Tensor4D, kernel: tf.Tensor4D, settings: ConvolutionSettings) => {
    const { stride, padding, bias, activation } = settings;
    if (!isTraining()) return webgpuOps.convolution(asFloat(x), kernel, settings);
    if (isFused(activation)) return mixedConvolution(x, kernel, bias, { stride, padding, activation, tiles });
    const y = mixedConvolution(x, kernel, bias, { stride, padding, activation: 'linear', tiles });
    return webgpuOps.activate(asFloat(y), activation);
  };
  return {
    convolution,

    depthwise(x, kernel, settings) {
      const { stride, padding, bias, activation } = settings;
      const plain = bias === null && activation === 'linear';
      return isTraining() && plain
        ? mixedDepthwise(x, kernel, { stride, padding })
        : webgpuOps.depthwise(asFloat(x), kernel, settings);
    },

    normTraining(x, gamma, beta, residual, settings) {
      const { epsilon, momentum, moving, activation } = settings;
      const common = { epsilon, momentum, moving };
      if (!isTraining() || !isFused(activation))
        return webgpuOps.normTraining(asFloat(x), gamma, beta, residual && asFloat(residual), settings);
      return batchNormTraining(x, gamma, beta, residual, { ...common, activation, half: true });
    },

    normInference: (x, gamma, beta, residual, settings) =>
      webgpuOps.normInference(asFloat(x), gamma, beta, residual && asFloat(residual), settings),

    activate: (x, activation) => (activation === 'linear' ? x : webgpuOps.activate(asFloat(x), activation)),

    addActivate: (a, b, activation) => webgpuOps.addActivate(asFloat(a), asFloat(b), activation),

    maxPool: (x, size, window) => webgpuOps.maxPool(asFloat(x), size, window),

    averagePool: (x) => webgpuOps.averagePool(asFloat(x)),

    adaptiveAveragePool: (x, height, width) => webgpuOps.adaptiveAveragePool(asFloat(x), height, width),

    globalAveragePool: (x) => webgpuOps.globalAveragePool(asFloat(x)),

    dense: (x, kernel, bias, activation) => webgpuOps.dense(asFloat(x), kernel, bias, activation),

    scaleChannels: (x, weights) => webgpuOps.scaleChannels(asFloat(x), asFloat(weights)),

    asFloat,
  };
}
