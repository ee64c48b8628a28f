/** Adds one bias per channel. Its gradient does not transpose the whole image first, as tfjs's sum over inner axes does. */
import * as tf from '@tensorflow/tfjs-core';
import { asRows, sumRows } from '../kernels/row-sums';

/** x `[…, channels]` + bias `[channels]` */
export const addBias = tf.customGrad((...args) => {
  const [x, bias] = args as [tf.Tensor, tf.Tensor1D, tf.GradSaveFunc];
  return {
    value: tf.add(x, bias),
    gradFunc: (dy: tf.Tensor) => [dy, tf.reshape(sumRows(asRows(dy)), bias.shape)],
  };
}) as <T extends tf.Tensor>(x: T, bias: tf.Tensor1D) => T;
