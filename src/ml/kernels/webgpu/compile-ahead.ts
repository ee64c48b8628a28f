/**
 * Compiles every shader of a step before the first one, beside each other and with a count, so that a person is told
 * what the first minute goes to. The step runs once without computing anything: tfjs's own "compile only".
 */
import * as tf from '@tensorflow/tfjs-core';
import { internals } from './internals';
import { takeCompiling } from './run-kernel';

/** tfjs keeps its pipelines by the shader's key; one that is being compiled is a promise. */
interface WithPipelines {
  pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
  checkCompileCompletionAsync(): Promise<void>;
}

/**
 * @param step Does what a step does, reads nothing back, and tidies away what it makes. No tensor changes; what it
 *   counts on the CPU (an optimizer its steps) does count, so hand it an optimizer of its own.
 * @param onProgress How many shaders are ready, of how many. Called once at the start, and after each.
 */
export async function compileShaders(
  step: () => void,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const { device } = internals();
  const backend = tf.backend() as unknown as WithPipelines;
  const flag = 'WEBGPU_ENGINE_COMPILE_ONLY';
  // what tfjs computes on the CPU now it would compute there again, and compile nothing
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
