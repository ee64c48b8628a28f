/** Average pooling that tfjs lacks, computes slowly, or has a wrong gradient for. */
import * as tf from '@tensorflow/tfjs-core';

/**
 * `[batch, height, width, channels]` → `[batch, channels]`. Uses pooling, since a mean over inner axes transposes first;
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

/**
 * Means of adjacent 2 × 2 windows; at the end of an odd side, windows are cut off at the border (PyTorch's
 * `AvgPool2d(2, ceil_mode=True, count_include_pad=False)`). tfjs's own gradient divides by four there, too.
 */
export function averagePool(x: tf.Tensor4D): tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [input] = args as [tf.Tensor4D, tf.GradSaveFunc];
    const [, height, width] = input.shape;
    return {
      value: tf.avgPool(input, 2, 2, 'same'),
      gradFunc: (dy: tf.Tensor) => {
        const shares: tf.Tensor4D = tf.mul(dy, windowWeights(height, width));
        return tf.slice(twice(shares), [0, 0, 0, 0], [-1, height, width, -1]);
      },
    };
  });
  return operation(x) as tf.Tensor4D;
}

/** One over the number of pixels of each window, `[1, rows, columns, 1]`. */
function windowWeights(height: number, width: number): tf.Tensor4D {
  const counts = (side: number) =>
    Array.from({ length: Math.ceil(side / 2) }, (_, i) => Math.min(2, side - i * 2));
  const weights = counts(height).flatMap((rows) => counts(width).map((columns) => 1 / (rows * columns)));
  return tf.tensor4d(weights, [1, Math.ceil(height / 2), Math.ceil(width / 2), 1]);
}

/** Repeats each pixel 2 × 2 times. */
function twice(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const rows = tf.tile(tf.reshape(x, [batch * height, 1, width * channels]), [1, 2, 1]);
  const pixels = tf.reshape(rows, [batch * height * 2 * width, 1, channels]);
  return tf.reshape(tf.tile(pixels, [1, 2, 1]), [batch, height * 2, width * 2, channels]);
}

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
  if (inHeight === height && inWidth === width) return tf.clone(x);
  // rows, then columns: one product with the matrix of shares for each
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

/** Moves the axis to be pooled to the front and flattens the others. */
function toFront(x: tf.Tensor4D, order: number[], size: number): tf.Tensor2D {
  return tf.reshape(tf.transpose(x, order), [size, -1]);
}
