/** Sums over all axes except channels, written as products with a vector of ones: the fast path of every backend. */
import * as tf from '@tensorflow/tfjs-core';

/** `[…, channels]` → `[rows, channels]` */
export function asRows(x: tf.Tensor): tf.Tensor2D {
  return tf.reshape(x, [-1, x.shape[x.rank - 1]]);
}

/** Σ over rows: `[rows, channels]` → `[1, channels]` */
export function sumRows(x: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(tf.ones([1, x.shape[0]]), x);
}
