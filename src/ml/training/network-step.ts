/**
 * How a training step of a network is run: on WebGPU it is recorded once and replayed with new inputs, elsewhere it is run
 * normally each time. `step-work.ts` is what a step does.
 */
import * as tf from '@tensorflow/tfjs-core';
import { usesKernel } from '../kernels/webgpu/switches';
import type { Optimizer, RecordableOptimizer } from '../optimizers/optimizer';
import type { InputBatch } from './network-inputs';
import type { Encoded } from './objective';
import { RecordedStep } from './recorded-step';
import { disposeBatch, StepWork, type Given, type Step, type StepParts } from './step-work';

/** @param play Whether to record the step. */
export function createStep(parts: StepParts, play: boolean): Step {
  const { optimizer } = parts;
  const work = new StepWork(parts);
  const recorded = play && usesKernel('multi-tensor-ops') && isRecordable(optimizer);
  return recorded ? new RecordedStep(work, optimizer) : new PlainStep(work);
}

function isRecordable(optimizer: Optimizer): optimizer is RecordableOptimizer {
  return 'advance' in optimizer && 'prepare' in optimizer;
}

class PlainStep implements Step {
  readonly note = null;

  constructor(private readonly work: StepWork) {}

  run({ values }: InputBatch, encoded: Encoded): tf.Tensor2D {
    const { size, shapes, objective, masks } = this.work.parts;
    const given: Given = {
      values: values.map((one, k) => tf.tensor(one, [size, ...shapes[k]])),
      ...objective.onDevice(encoded, size),
    };
    masks.redraw();
    const logits = this.work.do(given, this.work.next());
    disposeBatch(given);
    return logits;
  }

  dispose(): void {
    this.work.dispose();
  }
}
