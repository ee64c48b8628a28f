/**
 * Gradients of PyTorch (`scripts/reference/torchvision_gradients.py`) compared with our WASM kernels, and a training step
 * that leaves nothing behind.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainableMobileNetV2 } from '../backbones/mobilenet-v2';
import { mobileNetV3 } from '../backbones/mobilenet-v3';
import { resNet } from '../backbones/resnet';
import { fillImages } from '../testing/fill-state-dict';
import { CLASSES, expectGradients } from '../testing/gradients-case';
import { relativeError } from '../testing/reference-conv';
import { startWasm } from '../testing/start-wasm';
import { tinyArchitecture } from '../testing/tiny-architecture';
import { MOBILENET_V2_TORCHVISION } from '../weights/names/mobilenet-v2';
import { MOBILENET_V3_TORCHVISION } from '../weights/names/mobilenet-v3';
import { RESNET_NAMES } from '../weights/names/resnet';
import { differentiate } from './differentiate';
import { DropoutMasks } from './dropout-masks';
import { initialWeights } from './initialise';
import type { NetworkOps } from './ops';
import { opsFor } from './ops-for';
import { plainOps } from './plain-ops';
import { TrainableNetwork } from './trainable-network';
import { wasmOps, wasmOpsWithout } from './wasm-ops';

let ops: NetworkOps;
beforeAll(async () => {
  await startWasm();
  ops = opsFor('wasm');
});

const resnet18 = { family: 'resnet', size: 'resnet18', classes: CLASSES } as const;
const withoutDropout = { classes: CLASSES, dropout: 0 };

describe('the gradients of every parameter, and the moving averages after the step', () => {
  it.each([
    ['resnet18', 'training', resNet(resnet18), RESNET_NAMES],
    ['resnet18', 'frozen', resNet(resnet18), RESNET_NAMES],
    [
      'resnet18 C D Mish',
      'training',
      resNet({ ...resnet18, tweakC: true, tweakD: true, activation: 'mish' }),
      RESNET_NAMES,
    ],
    [
      'mobilenet_v2',
      'training',
      trainableMobileNetV2({ ...withoutDropout, family: 'mobilenet-v2', width: 1, source: 'torch' }),
      MOBILENET_V2_TORCHVISION,
    ],
    [
      'mobilenet_v3_small',
      'training',
      mobileNetV3({ ...withoutDropout, family: 'mobilenet-v3', size: 'small', source: 'torchvision' }),
      MOBILENET_V3_TORCHVISION,
    ],
  ] as const)('are PyTorch’s: %s, norms %s', async (name, norms, architecture, names) => {
    await expectGradients(name, norms, architecture, names, ops);
  });
});

it('can be called again', () => expect(opsFor('wasm')).toBe(ops));

describe('without one of them', () => {
  /** Loss and gradients of a step without dropout. */
  async function stepBy(table: NetworkOps) {
    const architecture = tinyArchitecture({ dropout: 0 });
    const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), table);
    const images = tf.tensor4d(fillImages(3, 9, 7), [3, 9, 7, 3]);
    const { value, byName } = differentiate(network.trainableVariables(), () =>
      tf.mean(tf.square(network.forward(images, { training: true }))),
    );
    const found = await Promise.all(
      [...byName].map(async ([name, gradient]) => ({ name, values: await gradient.data<'float32'>() })),
    );
    tf.dispose([images, value, ...byName.values()]);
    network.dispose();
    return found;
  }

  const names = Object.keys(wasmOps).filter(
    (name): name is keyof NetworkOps =>
      name in plainOps && wasmOps[name as keyof NetworkOps] !== plainOps[name as keyof NetworkOps],
  );
  it.each(names)('tfjs replaces our %s, and gradients stay the same', async (name) => {
    const without = wasmOpsWithout([name]);
    expect(without[name]).toBe(plainOps[name]);
    const expected = await stepBy(wasmOps);
    for (const [i, { values }] of (await stepBy(without)).entries())
      expect(relativeError(values, expected[i].values)).toBeLessThan(1e-4);
  });
});

it('leaves nothing behind after twenty steps', () => {
  const network = new TrainableNetwork(tinyArchitecture(), initialWeights(tinyArchitecture(), 1), ops);
  const dropout = new DropoutMasks(1);
  const images = tf.tensor4d(fillImages(3, 9, 7), [3, 9, 7, 3]);
  const step = () => {
    const { value, byName } = differentiate(network.trainableVariables(), () =>
      tf.mean(tf.square(network.forward(images, { training: true, dropout }))),
    );
    tf.dispose([value, ...byName.values()]);
  };
  step();
  const before = tf.memory();
  for (let i = 0; i < 20; i++) step();
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numBytes).toBe(before.numBytes);
  network.dispose();
  dropout.dispose();
  images.dispose();
});
