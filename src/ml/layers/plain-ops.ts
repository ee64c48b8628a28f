/** The network's operations from tfjs's own: correct on every backend, and the reference for faster ones. */
import * as tf from '@tensorflow/tfjs-core';
import { activate } from './activations';
import { addBias } from './add-bias';
import { normalizeBatch, normalizeGiven } from './batch-norm';
import type { Activation } from '../kernels/activations';
import type { Padding } from '../kernels/conv-geometry';
import type { ConvolutionSettings, NetworkOps } from './ops';
import { adaptiveAverage, averagePool, globalAverage } from './pooling';

export const plainOps: NetworkOps = {
  convolution: (x, kernel, settings) => convolve(tf.conv2d, tf.fused.conv2d, x, kernel, settings),

  depthwise: (x, kernel, settings) =>
    convolve(tf.depthwiseConv2d, tf.fused.depthwiseConv2d, x, kernel, settings),

  normTraining(x, gamma, beta, residual, settings) {
    const y = normalizeBatch(x, gamma, beta, settings);
    return activate(residual ? tf.add(y, residual) : y, settings.activation);
  },

  normInference(x, gamma, beta, residual, settings) {
    const y = normalizeGiven(x, gamma, beta, settings);
    return activate(residual ? tf.add(y, residual) : y, settings.activation);
  },

  activate,

  addActivate: (a, b, activation) => activate(tf.add(a, b), activation),

  maxPool: (x, size, { stride, padding }) => tf.maxPool(x, size, stride, padding),

  averagePool,

  adaptiveAveragePool: adaptiveAverage,

  globalAveragePool: globalAverage,

  dense: (x, kernel, bias, activation) => activate(addBias(tf.matMul(x, kernel), bias), activation),

  scaleChannels(x, weights) {
    const [batch, , , channels] = x.shape;
    return tf.mul(x, tf.reshape(weights, [batch, 1, 1, channels]));
  },
};

type Convolution = (x: tf.Tensor4D, filter: tf.Tensor4D, strides: number, pad: Padding) => tf.Tensor4D;

function convolve(
  plain: Convolution,
  fused: typeof tf.fused.conv2d | typeof tf.fused.depthwiseConv2d,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  { stride: strides, padding: pad, bias, activation }: ConvolutionSettings,
): tf.Tensor4D {
  // outside training one kernel can do it all; only tfjs's gradients of fused kernels are slow
  if (tf.engine().state.gradientDepth === 0 && canFuse(activation))
    return fused({ x, filter, strides, pad, bias: bias ?? undefined, activation });
  const y = plain(x, filter, strides, pad);
  return activate(bias ? addBias(y, bias) : y, activation);
}

function canFuse(activation: Activation): activation is 'linear' | 'relu' | 'relu6' {
  return activation === 'linear' || activation === 'relu' || activation === 'relu6';
}
