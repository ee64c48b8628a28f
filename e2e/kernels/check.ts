/** One kernel on one shape, compared with a reference: what every file of checks here makes. */
import * as tf from '@tensorflow/tfjs-core';

export interface Check {
  /** Kernel and shape. */
  title: string;
  /** Relative errors by what was compared: y, dx … */
  errors(): Promise<Record<string, number>>;
}

/** What the page answers. */
export interface CheckResult {
  title: string;
  /** The largest of its errors, infinite where the kernel threw, and what it was found in. */
  error: number;
  found: string;
  seconds: number;
}

export interface Report {
  /** What the backend says that it runs on. */
  device: string;
  isolated: boolean;
  /** Into how many chunks each WASM kernel was cut at most; empty on WebGPU. */
  chunks: Record<string, number>;
  results: CheckResult[];
}

/** The same on one backend. */
export type KernelBackendName = 'webgpu' | 'wasm';

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

/** The result, then the gradients of ⟨result, dy⟩ in every input, as values. Disposes of the tensors. */
export async function valueAndGradients(
  operation: Operation,
  inputs: tf.Tensor[],
  dy: tf.Tensor,
): Promise<Float32Array[]> {
  const { value, grads } = tf.valueAndGrads(operation)(inputs, dy);
  const values = await Promise.all([value, ...grads].map((tensor) => tensor.data<'float32'>()));
  tf.dispose([value, ...grads, ...inputs, dy]);
  return values;
}
