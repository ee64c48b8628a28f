/** One kernel on one shape, compared with a reference: what every file of checks here makes. */
import * as tf from '@tensorflow/tfjs-core';
import { checkDevice } from '../../backends/webgpu-device';

export interface Check {
  /** Kernel and shape. */
  title: string;
  /** Relative errors by what was compared: y, dx … */
  errors(): Promise<Record<string, number>>;
}

/** What became of one. */
export interface CheckResult {
  title: string;
  /** The largest of its errors, infinite where the kernel threw, and what it was found in. */
  error: number;
  found: string;
  seconds: number;
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

/** Whatever comes is told; a tensor that is left over is an error. */
export async function runCheck(check: Check): Promise<CheckResult> {
  const begin = performance.now();
  const result = { title: check.title, error: Infinity, found: '', seconds: 0 };
  const before = tf.memory().numTensors;
  try {
    const [[found, error]] = Object.entries(await check.errors()).toSorted(([, a], [, b]) => b - a);
    checkDevice();
    const left = tf.memory().numTensors - before;
    if (left !== 0) throw new Error(`${left} tensors are left.`);
    Object.assign(result, { error, found });
  } catch (cause) {
    result.found = String(cause);
  }
  result.seconds = (performance.now() - begin) / 1000;
  return result;
}
