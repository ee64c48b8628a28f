/**
 * The factors that dropout multiplies by, drawn on the CPU from the run's seed and kept on the device. From step to step
 * the tensors stay the same and only their values change, so that a recorded step can be replayed.
 */
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../core/random';
import { sizeOf } from './weights';
import type { DropoutSource } from './run-layers';

interface Mask {
  tensor: tf.Tensor;
  shape: number[];
  rate: number;
  random: Random;
}

/** Writes new values into a tensor in place (on WebGPU: `writeTensor`). */
export type WriteTensor = (tensor: tf.Tensor, values: Float32Array<ArrayBuffer>) => void;

export class DropoutMasks implements DropoutSource {
  private readonly masks = new Map<string, Mask>();

  constructor(private readonly seed: number) {}

  /** The layer's current mask; drawn on first use, and again if the batch shape changes. */
  mask(layer: string, shape: number[], rate: number): tf.Tensor {
    const known = this.masks.get(layer);
    if (known && tf.util.arraysEqual(known.shape, shape)) return known.tensor;
    known?.tensor.dispose();
    const random = known?.random ?? new Random(this.seed, `dropout/${layer}`);
    const mask = { shape: [...shape], rate, random };
    const tensor = tf.keep(tf.tensor(draw(mask), mask.shape));
    this.masks.set(layer, { ...mask, tensor });
    return tensor;
  }

  /** Draws new values for every mask; call it before each step. Without `write`, tensors are replaced. */
  redraw(write?: WriteTensor): void {
    for (const mask of this.masks.values()) {
      const values = draw(mask);
      if (write) {
        write(mask.tensor, values);
        continue;
      }
      mask.tensor.dispose();
      mask.tensor = tf.keep(tf.tensor(values, mask.shape));
    }
  }

  dispose(): void {
    for (const { tensor } of this.masks.values()) tensor.dispose();
    this.masks.clear();
  }
}

function draw({ shape, rate, random }: Omit<Mask, 'tensor'>): Float32Array<ArrayBuffer> {
  const kept = 1 / (1 - rate);
  return Float32Array.from({ length: sizeOf(shape) }, () => (random.uniform() < rate ? 0 : kept));
}
