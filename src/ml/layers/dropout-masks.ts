/**
 * What dropout multiplies with, drawn on the CPU from the run's seed and kept on the device. The tensors stay the same
 * from step to step and only their values change, so that a recorded step can be replayed.
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

/** How new values get into a tensor in place (on WebGPU: `writeTensor`). */
export type WriteTensor = (tensor: tf.Tensor, values: Float32Array<ArrayBuffer>) => void;

export class DropoutMasks implements DropoutSource {
  private readonly masks = new Map<string, Mask>();

  constructor(private readonly seed: number) {}

  /** The layer's mask as it is now; drawn when it is first asked for. Another batch shape draws anew. */
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

  /** New values in every mask: to be called before each step. Without `write`, tensors are replaced. */
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
