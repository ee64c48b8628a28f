/**
 * A kernel's bench consists of rows. Each is some work on the shape of a real layer, done with our kernel and, with the
 * kernel switched off, with what tfjs does instead.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { ReplaceableKernel } from '../../src/ml/kernels/webgpu/install';
import type { OwnKernel } from '../../src/ml/kernels/webgpu/switches';
import type { NetworkOps } from '../../src/ml/layers/ops';
import type { BatchSize } from '../train/trainer';

/** The ways to switch off one of our kernels. */
export type KernelSwitch =
  /** `installKernels` */
  | { replaces: ReplaceableKernel }
  /** `webgpuOpsWithout` */
  | { operation: keyof NetworkOps }
  /** `switchOff` */
  | { own: OwnKernel }
  /** The recipe's precision, compared with our own float32. */
  | { mixed: keyof NetworkOps };

export interface KernelBench {
  /** Its file in `src/ml/kernels/webgpu`. */
  file: string;
  rows: readonly KernelRow[];
}

export interface KernelRow {
  what: string;
  /** Where in a network this occurs. */
  layer: string;
  off: KernelSwitch;
  /** @param sizes Batch and side of the network's images, from which the layer's own sides follow. */
  at(sizes: BatchSize): SizedWork;
}

/** The work on one shape. Counts only the arithmetic or memory that is unavoidable, not what either way wastes. */
export interface SizedWork {
  shape: string;
  /** Multiplications and additions. */
  flops?: number;
  /** Bytes of everything that has to be read and written once. */
  bytes?: number;
  /** Creates its tensors on the current backend. */
  start(ops: NetworkOps): Work;
}

export interface Work {
  /** Does the work once; returns what it created. */
  run(): tf.TensorContainer;
  dispose(): void;
}

/** A layer's side for images of this size, given its side for images of 224 pixels. */
export function sideAt(side: number, { size }: BatchSize): number {
  return Math.max(1, Math.round((side * size) / 224));
}

/** Formats a shape for a title. */
export const shapeText = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/** Bytes of float32 tensors with these numbers of elements. */
export const float32 = (...elements: number[]) => 4 * elements.reduce((sum, count) => sum + count, 0);
