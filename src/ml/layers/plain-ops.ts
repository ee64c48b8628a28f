/** The network's operations made of tfjs's own: right on every backend, and what faster ones are measured against. */
import * as tf from '@tensorflow/tfjs-core';
import { activate } from './activations';
import { normalizeBatch, normalizeGiven } from './batch-norm';
import type { NetworkOps } from './ops';
import { adaptiveAverage, averagePool, globalAverage } from './pooling';

export const plainOps: NetworkOps = {
  convolution: (x, kernel, { stride, padding }) => tf.conv2d(x, kernel, stride, padding),

  depthwise: (x, kernel, { stride, padding }) => tf.depthwiseConv2d(x, kernel, stride, padding),

  biasActivate: (x, bias, activation) => activate(tf.add(x, bias), activation),

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

  dense: (x, kernel, bias, activation) => activate(tf.add(tf.matMul(x, kernel), bias), activation),

  scaleChannels(x, weights) {
    const [batch, , , channels] = x.shape;
    return tf.mul(x, tf.reshape(weights, [batch, 1, 1, channels]));
  },
};
