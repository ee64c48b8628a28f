/**
 * The shaders of a training step, compiled before the first one and counted, on WebGPU. The step is walked through once
 * with parts of its own: an optimizer counts its steps and masks are drawn, and neither may happen to those that train.
 */
import * as tf from '@tensorflow/tfjs-core';
import { compileShaders } from '../kernels/webgpu/compile-ahead';
import type { PhaseEvent } from './network-events';
import { disposeBatch, emptyBatch, StepWork, type StepParts } from './step-work';

/**
 * @param parts the step's, with an optimizer, masks and an average for this alone: they are disposed of.
 * @returns how many are ready, whenever there are more of them; what comes while nobody pulls is told at once. It ends
 *   when all are ready, by `return()` too: tfjs computes nothing before.
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
    // whoever pulls hears of it from the wait below
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
    // what cannot be walked through is compiled by the first step, or fails there with its reason
  } finally {
    disposeBatch(given);
    work.dispose();
    parts.optimizer.dispose();
    parts.masks.dispose();
    parts.average?.dispose();
  }
}
