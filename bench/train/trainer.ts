/** What is timed: a network trained on one fixed batch with Adam at 0.001 and cross entropy. Neither side loads data. */
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../src/core/random';
import { CLASSES } from './networks';

export interface Trainer {
  /** Runs a number of steps; resolves with the last one's loss once that has been read. */
  steps(count: number): Promise<number>;
  dispose(): void;
}

export interface BatchSize {
  batch: number;
  /** Height and width of the images. */
  size: number;
}

export interface Batch {
  /** `[batch, size, size, 3]`, approximately normal. */
  images: tf.Tensor4D;
  /** `[batch, classes]`, one-hot rows. */
  answers: tf.Tensor2D;
}

/** The same batch for both sides. */
export function makeBatch({ batch, size }: BatchSize): Batch {
  const random = new Random(1, 'bench-train');
  // drawing millions of normal numbers would take too long; repeating a period that is not a multiple of a row is enough
  const noise = Float32Array.from({ length: 65_521 }, () => random.normal());
  const pixels = Float32Array.from({ length: batch * size * size * 3 }, (_, i) => noise[i % noise.length]);
  const answers = new Float32Array(batch * CLASSES);
  for (let row = 0; row < batch; row++) answers[row * CLASSES + random.below(CLASSES)] = 1;
  return {
    images: tf.tensor4d(pixels, [batch, size, size, 3]),
    answers: tf.tensor2d(answers, [batch, CLASSES]),
  };
}
