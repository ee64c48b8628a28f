/**
 * Compiles the shaders of a training step before the first step, and counts them, on WebGPU. The step is traced once with
 * separate parts: tracing advances the optimizer's step count and draws masks, which must not happen to those in training.
 */
import * as tf from '@tensorflow/tfjs-core';
import { compileShaders } from '../kernels/webgpu/compile-ahead';
import type { PhaseEvent } from './network-events';
import { disposeBatch, emptyBatch, StepWork, type StepParts } from './step-work';

/**
 * @param parts The step's parts, with an optimizer, masks and an average made only for this; they are disposed of.
 * @returns the number of ready shaders, whenever it grows; while nobody pulls, only the latest is kept. It ends when all
 *   are ready, even on `return()`: until then, tfjs computes nothing.
 */
export async function* compileStep(parts: StepParts): AsyncGenerator<PhaseEvent, void, void> {
  const told: { latest: PhaseEvent | null; ended: boolean } = { latest: null, ended: false };
  let wake = () => {};
  const compiling = compileShaders(
    () => walkThrough(parts),
    (done, total) => {
      const count = { done, total, unit: 'shaders' };
      told.latest = { kind: 'phase', phase: 'Compiling shaders', count };
      wake();
    },
  );
  const end = compiling
    // the wait below reports a failure to the consumer
    .catch(() => {})
    .then(() => {
      told.ended = true;
    });
  try {
    while (!told.ended) {
      if (!told.latest) await Promise.race([end, new Promise<void>((resolve) => (wake = resolve))]);
      const { latest } = told;
      told.latest = null;
      if (latest) yield latest;
    }
  } finally {
    await compiling;
  }
}

function walkThrough(parts: StepParts): void {
  const work = new StepWork(parts);
  const given = emptyBatch(parts);
  try {
    tf.tidy(() => work.do(given, true)).dispose();
  } catch {
    // if the step cannot be traced, the first real step compiles its shaders, or fails with the reason
  } finally {
    disposeBatch(given);
    work.dispose();
    parts.optimizer.dispose();
    parts.masks.dispose();
    parts.average?.dispose();
  }
}
