/** Compiles a whole training step ahead on a software adapter: nothing is computed, and nothing is left to compile. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { differentiate } from '../../layers/differentiate';
import { DropoutMasks } from '../../layers/dropout-masks';
import { initialWeights } from '../../layers/initialise';
import { TrainableNetwork } from '../../layers/trainable-network';
import { webgpuOps } from '../../layers/webgpu-ops';
import { createRecordableOptimizer } from '../../optimizers/create-optimizer';
import { fillImages } from '../../testing/fill-state-dict';
import { startWebGPU } from '../../testing/start-webgpu';
import { tinyArchitecture } from '../../testing/tiny-architecture';
import { compileShaders } from './compile-ahead';
import { installKernels } from './install';
import { internals } from './internals';

beforeAll(async () => {
  await startWebGPU();
  installKernels();
});

const SGD = { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 0 } as const;

it('leaves the step with nothing to compile and nothing changed', async () => {
  const architecture = tinyArchitecture({ dropout: 0.25 });
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), webgpuOps);
  const masks = new DropoutMasks(1);
  const images = tf.tensor4d(fillImages(3, 9, 7), [3, 9, 7, 3]);
  const variables = network.trainableVariables();
  const stepWith = (optimizer: ReturnType<typeof createRecordableOptimizer>) =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () =>
        tf.mean(tf.logSoftmax(network.forward(images, { training: true, dropout: masks }))),
      );
      optimizer.apply(variables, byName);
      return value;
    });

  const before = await network.weights();
  const throwaway = createRecordableOptimizer(SGD);
  const told: [number, number][] = [];
  await compileShaders(
    () => stepWith(throwaway).dispose(),
    (done, total) => told.push([done, total]),
  );
  throwaway.dispose();
  expect(await network.weights()).toEqual(before);
  const total = told[0][1];
  expect(total).toBeGreaterThan(10);
  expect(told).toEqual(Array.from({ length: total + 1 }, (_, done) => [done, total]));

  const { device } = internals();
  const create = device.createComputePipeline.bind(device);
  const late: string[] = [];
  device.createComputePipeline = (descriptor) => {
    late.push(descriptor.label ?? '');
    return create(descriptor);
  };
  const optimizer = createRecordableOptimizer(SGD);
  const loss = stepWith(optimizer);
  expect((await loss.data())[0]).toBeLessThan(0);
  expect(late).toEqual([]);
  expect(await network.weights()).not.toEqual(before);
  tf.dispose([loss, images]);
  optimizer.dispose();
  masks.dispose();
  network.dispose();
});
