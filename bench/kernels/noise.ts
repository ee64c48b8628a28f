/** Random input generated on the device: generating it on the CPU would take longer than the bench. */
import * as tf from '@tensorflow/tfjs-core';
import { draw } from '../../src/ml/testing/draw-case';

/** Not a multiple of a row. */
const PERIOD = 65_521;
const drawn = draw([PERIOD], 'kernels');

/** Approximately normal. */
export function noise(shape: number[]): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  return tf.tidy(() => {
    if (size <= PERIOD) return tf.tensor(drawn.slice(0, size), shape);
    const repeated = tf.tile(tf.tensor1d(drawn), [Math.ceil(size / PERIOD)]);
    return tf.reshape(tf.slice(repeated, [0], [size]), shape);
  });
}

type Shape4 = [number, number, number, number];

export const image = (shape: Shape4) => noise(shape) as tf.Tensor4D;
export const matrix = (shape: [number, number]) => noise(shape) as tf.Tensor2D;
export const vector = (length: number) => noise([length]) as tf.Tensor1D;
