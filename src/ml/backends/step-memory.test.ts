/** Memory that training keeps. Runs on Dawn's null adapter: bytes and tensors are counted, nothing is computed. */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installKernels } from '../kernels/webgpu/install';
import { internals } from '../kernels/webgpu/internals';
import { installDawn } from '../testing/dawn';
import { recordTinyTraining } from '../testing/tiny-training';
import { chooseBackend } from './backends';
import { letGo } from './webgpu-device';

beforeAll(async () => {
  installDawn('null');
  await chooseBackend('webgpu');
  installKernels();
});
afterAll(letGo);

async function memory() {
  // released buffers wait for the next submission
  const submitted = tf.tidy(() => tf.add(tf.scalar(1), 1));
  await submitted.data();
  submitted.dispose();
  const { numBytesInGPU, numBytesAllocatedInGPU } = internals().memory();
  return { tensors: tf.memory().numTensors, inUse: numBytesInGPU, allocated: numBytesAllocatedInGPU };
}

describe('memory', () => {
  it('does not grow over 200 steps', async () => {
    const training = recordTinyTraining();
    training.step();
    await training.loss();
    const before = await memory();
    for (let step = 0; step < 200; step++) training.step();
    await training.loss();
    expect(await memory()).toEqual(before);
    training.dispose();
  });

  it('does not grow over 5 runs, started and stopped', async () => {
    const run = async () => {
      const training = recordTinyTraining();
      for (let step = 0; step < 3; step++) training.step();
      await training.loss();
      training.dispose();
      return memory();
    };
    // the first one fills the pool
    const first = await run();
    const later = [await run(), await run(), await run(), await run()];
    expect(later.map(({ tensors }) => tensors)).toEqual(later.map(() => first.tensors));
    expect(later.map(({ inUse }) => inUse)).toEqual(later.map(() => first.inUse));
    expect(later.map(({ allocated }) => allocated)).toEqual(later.map(() => later[0].allocated));
  });
});
