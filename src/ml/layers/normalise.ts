/** Normalises pixels to what a network was trained on. */
import * as tf from '@tensorflow/tfjs-core';
import type { Normalisation } from './architecture';

/**
 * (pixel − mean) / std, for each channel.
 * @param pixels `[batch, height, width, 3]`, 0..255, int32 or float32.
 * @returns float32 of the same shape; owned by the caller.
 */
export function normalise(pixels: tf.Tensor4D, { mean, std }: Normalisation): tf.Tensor4D {
  return tf.tidy(() => {
    const scale = std.map((deviation) => 1 / deviation);
    const offset = mean.map((value, c) => -value / std[c]);
    return tf.add(tf.mul(tf.cast(pixels, 'float32'), tf.tensor1d(scale)), tf.tensor1d(offset));
  });
}
