/**
 * What a kernel's bench is: rows, each some work on the shape of a real layer, done with our kernel and, its switch
 * off, with what tfjs has in its place.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { ReplaceableKernel } from '../../src/ml/kernels/webgpu/install';
import type { OwnKernel } from '../../src/ml/kernels/webgpu/switches';
import type { NetworkOps } from '../../src/ml/layers/ops';
import type { BatchSize } from '../train/trainer';

/** Each way of going without a kernel of ours. */
export type KernelSwitch =
  /** `installKernels` */
  | { replaces: ReplaceableKernel }
  /** `webgpuOpsWithout` */
  | { operation: keyof NetworkOps }
  /** `switchOff` */
  | { own: OwnKernel }
  /** The recipe's precision: beside it stands our own float32. */
  | { mixed: keyof NetworkOps };

export interface KernelBench {
  /** Its file in `src/ml/kernels/webgpu`. */
  file: string;
  rows: readonly KernelRow[];
}

export interface KernelRow {
  what: string;
  /** Where a network does this. */
  layer: string;
  off: KernelSwitch;
  /** @param sizes batch and side of the network's images: the layer's own sides follow from them. */
  at(sizes: BatchSize): SizedWork;
}

/** The work on one shape. Arithmetic or memory is what it cannot do without; what both ways do in vain is not counted. */
export interface SizedWork {
  shape: string;
  /** Multiplications and additions. */
  flops?: number;
  /** Of everything that has to be read and written once. */
  bytes?: number;
  /** Makes its tensors on the backend of now. */
  start(ops: NetworkOps): Work;
}

export interface Work {
  /** Once. Gives what it made. */
  run(): tf.TensorContainer;
  dispose(): void;
}

/** A layer's side where the network's images have 224 pixels, for images of another size. */
export function sideAt(side: number, { size }: BatchSize): number {
  return Math.max(1, Math.round((side * size) / 224));
}

/** For a title. */
export const shapeText = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/** Bytes of float32 tensors of so many elements altogether. */
export const float32 = (...elements: number[]) => 4 * elements.reduce((sum, count) => sum + count, 0);
