/** What is timed: a network that trains on one fixed batch, Adam at 0.001, cross entropy. No data feed on either side. */
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../src/core/random';
import { CLASSES } from './networks';

export interface Trainer {
  /** So many steps; comes when the last one's loss has been read. Gives that loss. */
  steps(count: number): Promise<number>;
  dispose(): void;
}

export interface BatchSize {
  batch: number;
  /** Height and width of the images. */
  size: number;
}

export interface Batch {
  /** `[batch, size, size, 3]`, about normal. */
  images: tf.Tensor4D;
  /** `[batch, classes]`, one 1 a row. */
  answers: tf.Tensor2D;
}

/** The same batch on both sides. */
export function makeBatch({ batch, size }: BatchSize): Batch {
  const random = new Random(1, 'bench-train');
  // drawing millions of normal numbers would take longer than the bench; a period that is no multiple of a row will do
  const noise = Float32Array.from({ length: 65_521 }, () => random.normal());
  const pixels = Float32Array.from({ length: batch * size * size * 3 }, (_, i) => noise[i % noise.length]);
  const answers = new Float32Array(batch * CLASSES);
  for (let row = 0; row < batch; row++) answers[row * CLASSES + random.below(CLASSES)] = 1;
  return {
    images: tf.tensor4d(pixels, [batch, size, size, 3]),
    answers: tf.tensor2d(answers, [batch, CLASSES]),
  };
}
