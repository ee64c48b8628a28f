/**
 * Shaders with `enable f16` on Dawn's null adapter, which has the feature but computes nothing: every shader is parsed
 * and validated, for whole networks and for the odd convolutions of the parity tests. Their results can only be tested on
 * an adapter with the feature; the same shaders with f32 tiles are run in `conv2d-mixed.test.ts`.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deviceFeatures, letGo, loadWebGPU, watchDevice } from '../backends/webgpu-device';
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import { conv2dFilterGradient, conv2dForward, conv2dInputGradient } from '../kernels/webgpu/conv2d';
import { installKernels } from '../kernels/webgpu/install';
import { internals } from '../kernels/webgpu/internals';
import { differentiate } from './differentiate';
import { DropoutMasks } from './dropout-masks';
import { initialWeights } from './initialise';
import { TrainableNetwork } from './trainable-network';
import { CONV_CASES } from '../testing/conv-cases';
import { installDawn } from '../testing/dawn';
import { drawConvCase } from '../testing/draw-case';
import { LossScaler } from '../precision/loss-scaling';
import { mixedOps } from './mixed-ops';

const labels: string[] = [];

beforeAll(async () => {
  installDawn('null');
  await import('@tensorflow/tfjs-backend-cpu');
  await loadWebGPU();
  await tf.setBackend('webgpu');
  await tf.ready();
  installKernels();
  const { device } = internals();
  const create = device.createShaderModule.bind(device);
  device.createShaderModule = (descriptor) => {
    if (descriptor.code.includes('enable f16;')) labels.push(descriptor.label ?? '');
    return create(descriptor);
  };
});
afterAll(letGo);

/** Failures are reported with a delay. */
async function failure() {
  await internals().device.queue.onSubmittedWorkDone();
  return watchDevice()?.explain(null);
}

it('has an adapter with shader-f16', () => expect(deviceFeatures().f16).toBe(true));

it('would notice an invalid shader', async () => {
  const { device } = internals();
  device.pushErrorScope('validation');
  device.createShaderModule({ code: 'enable f16; fn f() -> f16 { return 1.0f; }' });
  expect(await device.popErrorScope()).not.toBeNull();
});

it('all three products of odd convolutions', async () => {
  const precision = { mixed: true, tiles: 'f16' } as const;
  const before = labels.length;
  for (const g of CONV_CASES) {
    const { tensors, dispose } = drawConvCase(g);
    const gpu = internals();
    const made = [
      conv2dForward(gpu, g, tensors.x, tensors.w, precision),
      conv2dFilterGradient(gpu, g, tensors.x, tensors.dy, precision),
      conv2dInputGradient(gpu, g, tensors.dy, tensors.w, precision),
    ];
    for (const info of made) gpu.disposeData(info.dataId);
    dispose();
  }
  expect(await failure()).toBeNull();
  expect(labels.length - before).toBe(3 * CONV_CASES.length);
});

const NETWORKS: ArchitectureConfig[] = [
  { family: 'resnet', size: 'resnet18', classes: 10 },
  { family: 'mobilenet-v2', width: 0.35, classes: 10, source: 'torch' },
  { family: 'mobilenet-v2', width: 0.35, classes: 10, source: 'folded' },
  { family: 'vgg', size: 'vgg16', classes: 10, top: { kind: 'average' } },
  { family: 'mobilenet-v3', size: 'small', classes: 10, source: 'timm' },
];

it.each(NETWORKS)('a step of $family', async (config) => {
  const architecture = architectureOf(config);
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), mixedOps('f16'));
  const masks = new DropoutMasks(1);
  const scaler = new LossScaler();
  const before = labels.length;
  const loss = tf.tidy(() => {
    const images: tf.Tensor4D = tf.ones([2, 64, 64, 3]);
    const { value, byName } = differentiate(network.trainableVariables(), () => {
      const logits = network.forward(images, { training: true, dropout: masks });
      return scaler.scale(tf.mean(tf.logSoftmax(logits)));
    });
    scaler.update(byName);
    return value;
  });
  await loss.data();
  expect(await failure()).toBeNull();
  expect(labels.length).toBeGreaterThan(before + 20);
  loss.dispose();
  scaler.dispose();
  masks.dispose();
  network.dispose();
});
