/**
 * Compiles all shaders of a step in parallel before the first one, and reports how many are ready, so that the user sees
 * what the first minute is spent on. The step runs once in tfjs's "compile only" mode, which computes nothing.
 */
import * as tf from '@tensorflow/tfjs-core';
import { internals } from './internals';
import { takeCompiling } from './run-kernel';

/** tfjs keeps its pipelines by the shader's key; while one is being compiled, the entry is a promise. */
interface WithPipelines {
  pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
  checkCompileCompletionAsync(): Promise<void>;
}

/**
 * @param step Does what a training step does, reads nothing back, and disposes of what it creates. No tensor changes,
 *   but counters on the CPU (such as an optimizer's step count) do, so give it an optimizer of its own.
 * @param onProgress Number of shaders that are ready, and their total. Called once at the start and after each.
 */
export async function compileShaders(
  step: () => void,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const { device } = internals();
  const backend = tf.backend() as unknown as WithPipelines;
  const flag = 'WEBGPU_ENGINE_COMPILE_ONLY';
  // otherwise tfjs would compute small tensors on the CPU and compile nothing for them
  const forwarding = tf.env().getBool('WEBGPU_CPU_FORWARD');
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  tf.env().set(flag, true);
  try {
    step();
  } finally {
    tf.env().set(flag, false);
    tf.env().set('WEBGPU_CPU_FORWARD', forwarding);
  }
  const theirs = Object.values(backend.pipelineCache).filter((pipeline) => pipeline instanceof Promise);
  const all: Promise<unknown>[] = [...theirs, ...takeCompiling(device)];
  let done = 0;
  onProgress(done, all.length);
  await Promise.all(all.map((one) => one.then(() => onProgress(++done, all.length))));
  await backend.checkCompileCompletionAsync();
}
