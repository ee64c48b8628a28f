/** On Dawn's software adapter: our device under tfjs, its failures in words, and a fresh start after them. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { installKernels } from '../kernels/webgpu/install';
import { internals } from '../kernels/webgpu/internals';
import { recordStep } from '../kernels/webgpu/step-graph';
import { differentiate } from '../layers/differentiate';
import { DropoutMasks } from '../layers/dropout-masks';
import { initialWeights } from '../layers/initialise';
import { TrainableNetwork } from '../layers/trainable-network';
import { webgpuOps } from '../layers/webgpu-ops';
import { createRecordableOptimizer } from '../optimizers/create-optimizer';
import { fillImages } from '../testing/fill-state-dict';
import { installDawn } from '../testing/dawn';
import { tinyArchitecture } from '../testing/tiny-architecture';
import { chooseBackend } from './backends';
import {
  checkDevice,
  deviceFeatures,
  explainFailure,
  letGo,
  requestDevice,
  watchDevice,
} from './webgpu-device';

beforeAll(async () => {
  installDawn();
  // kernels are registered for the backend's name, and outlive its devices
  await import('@tensorflow/tfjs-backend-webgpu');
  installKernels();
});

const architecture = tinyArchitecture({ dropout: 0.25 });

/** A small training, recorded. */
function train() {
  const gpu = internals();
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), webgpuOps);
  const variables = network.trainableVariables();
  const optimizer = createRecordableOptimizer({
    kind: 'sgd',
    learningRate: 0.1,
    momentum: 0.9,
    nesterov: false,
    weightDecay: 0,
  });
  optimizer.prepare(variables);
  const masks = new DropoutMasks(1);
  const images = tf.tensor4d(fillImages(3, 9, 7), [3, 9, 7, 3]);
  const answers = tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]);
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () => {
        const logits = network.forward(images, { training: true, dropout: masks });
        return tf.neg(tf.mean(tf.sum(tf.mul(answers, tf.logSoftmax(logits)), 1)));
      });
      optimizer.apply(variables, byName);
      return { loss: value };
    });
  step().loss.dispose();
  const { graph, results } = recordStep(gpu, step);
  return {
    step() {
      optimizer.advance();
      graph.play();
    },
    loss: async () => (await results.loss.data())[0],
    dispose() {
      graph.dispose();
      optimizer.dispose();
      masks.dispose();
      network.dispose();
      tf.dispose([images, answers]);
    },
  };
}

async function memory() {
  // what was released waits for the next submission
  const submitted = tf.tidy(() => tf.add(tf.scalar(1), 1));
  await submitted.data();
  submitted.dispose();
  const { numBytesInGPU, numBytesAllocatedInGPU } = internals().memory();
  return { tensors: tf.memory().numTensors, inUse: numBytesInGPU, allocated: numBytesAllocatedInGPU };
}

describe('our device', { timeout: 180_000 }, () => {
  it('has all that the adapter allows', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const { device } = await requestDevice();
    expect(device.limits.maxBufferSize).toBe(adapter?.limits.maxBufferSize);
    expect(device.limits.maxStorageBuffersPerShaderStage).toBe(
      adapter?.limits.maxStorageBuffersPerShaderStage,
    );
    for (const feature of ['shader-f16', 'subgroups'] as const)
      expect(device.features.has(feature)).toBe(adapter?.features.has(feature));
    device.destroy();
  });

  it('is under tfjs once WebGPU is chosen, and stays', async () => {
    await chooseBackend('webgpu');
    const { device } = internals();
    expect(device.label).toBe('onesheet');
    expect(deviceFeatures().timestamps).toBe(device.features.has('timestamp-query'));
    await chooseBackend('cpu');
    await chooseBackend('webgpu');
    expect(internals().device).toBe(device);
    expect(watchDevice()?.failure).toBeNull();
  });
});

describe('memory', { timeout: 180_000 }, () => {
  it('does not grow over 200 steps', async () => {
    await chooseBackend('webgpu');
    const training = train();
    training.step();
    await training.loss();
    const before = await memory();
    for (let step = 0; step < 200; step++) training.step();
    expect(await training.loss()).toBeLessThan(0.5);
    expect(await memory()).toEqual(before);
    training.dispose();
  });

  it('does not grow over 5 runs, started and stopped', async () => {
    await chooseBackend('webgpu');
    const run = async () => {
      const training = train();
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

describe('failures', { timeout: 180_000 }, () => {
  it('a lost device is told, and training goes again on a fresh one', async () => {
    await chooseBackend('webgpu');
    const training = train();
    training.step();
    const watch = watchDevice();
    internals().device.destroy();
    const failure = await watch?.lost;
    expect(failure).toMatchObject({ code: 'device-lost' });
    expect(failure?.advice).toMatch(/smaller batch.*fewer stages/);
    expect(() => watch?.check()).toThrow(OnesheetError);
    // what the loop meets is some error of the platform's: the watch says what it was
    const met = await training.loss().catch((error: unknown) => error);
    expect(await explainFailure(met)).toBe(failure);
    expect(checkDevice).toThrow(failure?.message);
    // and no business of another backend's
    await chooseBackend('cpu');
    expect(await explainFailure(met)).toBe(met);
    expect(checkDevice).not.toThrow();
    training.dispose();

    await chooseBackend('webgpu');
    expect(watchDevice()?.failure).toBeNull();
    const again = train();
    for (let step = 0; step < 3; step++) again.step();
    expect(await again.loss()).toBeGreaterThan(0);
    again.dispose();
  });

  it('too little memory is told, and training goes again', async () => {
    await chooseBackend('webgpu');
    const watch = watchDevice();
    const { device } = internals();
    const held: GPUBuffer[] = [];
    const size = Math.min(device.limits.maxBufferSize, 2 ** 30);
    for (let i = 0; i < 4096; i++) {
      if (watch?.failure) break;
      held.push(device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }));
      await device.queue.onSubmittedWorkDone();
    }
    for (const buffer of held) buffer.destroy();
    expect(await watch?.explain(null)).toMatchObject({ code: 'out-of-memory' });
    await chooseBackend('webgpu');
    const training = train();
    training.step();
    expect(await training.loss()).toBeGreaterThan(0);
    training.dispose();
  });

  it('ending the device on purpose is none', async () => {
    await chooseBackend('webgpu');
    const watch = watchDevice();
    letGo();
    const error = new Error('something else');
    expect(await watch?.explain(error)).toBe(error);
    expect(watchDevice()).toBeNull();
  });
});
