/** A check compares one kernel on one shape with a reference. Every file here creates some. */
import * as tf from '@tensorflow/tfjs-core';
import { checkDevice } from '../../backends/webgpu-device';

export interface Check {
  /** Kernel and shape. */
  title: string;
  /** Relative errors by what was compared: y, dx … */
  errors(): Promise<Record<string, number>>;
}

/** The result of one check. */
export interface CheckResult {
  title: string;
  /** The largest of its errors, infinite if the kernel threw, and where it occurred. */
  error: number;
  found: string;
  seconds: number;
}

/** The checks run on one backend. */
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

/** Reports whatever happens; a tensor left behind is an error. */
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
