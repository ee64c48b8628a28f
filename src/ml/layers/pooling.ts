/** Average pooling that tfjs lacks or computes the slow way: over the whole image, and over a grid of any size. */
import * as tf from '@tensorflow/tfjs-core';

/**
 * `[batch, height, width, channels]` → `[batch, channels]`. By pooling, since a mean over inner axes transposes first;
 * its gradient spreads dy / (height · width) without a pooling kernel.
 */
export const globalAverage = tf.customGrad((...args) => {
  const [x] = args as [tf.Tensor4D, tf.GradSaveFunc];
  const [batch, height, width, channels] = x.shape;
  return {
    value: tf.reshape(tf.avgPool(x, [height, width], 1, 'valid'), [batch, channels]),
    gradFunc: (dy: tf.Tensor) => {
      const share = tf.reshape(tf.div(dy, height * width), [batch, 1, 1, channels]);
      return tf.tile(share, [1, height, width, 1]);
    },
  };
}) as (x: tf.Tensor4D) => tf.Tensor2D;

/** The share of each of `from` pixels in each of `to` windows, `[to, from]`: window i is ⌊i·from/to⌋ … ⌈(i+1)·from/to⌉. */
function windowShares(from: number, to: number): Float32Array {
  const shares = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const begin = Math.floor((i * from) / to);
    const end = Math.ceil(((i + 1) * from) / to);
    shares.fill(1 / (end - begin), i * from + begin, i * from + end);
  }
  return shares;
}

/** PyTorch's `AdaptiveAvgPool2d((height, width))`: windows that cover the image, of sizes that differ by one. */
export function adaptiveAverage(x: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [batch, inHeight, inWidth, channels] = x.shape;
  if (inHeight === height && inWidth === width) return x;
  // rows, then columns: a product with the matrix of shares for each
  const rows = tf.matMul(
    tf.tensor2d(windowShares(inHeight, height), [height, inHeight]),
    toFront(x, [1, 0, 2, 3], inHeight),
  );
  const wide: tf.Tensor4D = tf.reshape(rows, [height, batch, inWidth, channels]);
  const both = tf.matMul(
    tf.tensor2d(windowShares(inWidth, width), [width, inWidth]),
    toFront(wide, [2, 1, 0, 3], inWidth),
  );
  return tf.transpose(tf.reshape(both, [width, batch, height, channels]), [1, 2, 0, 3]);
}

/** The axis that is to be pooled in front, the others flat behind it. */
function toFront(x: tf.Tensor4D, order: number[], size: number): tf.Tensor2D {
  return tf.reshape(tf.transpose(x, order), [size, -1]);
}
