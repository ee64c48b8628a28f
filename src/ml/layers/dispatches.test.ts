/**
 * Number of dispatches in a training step, and how many each of our kernels saves: counted on Dawn's null adapter, which
 * computes nothing. Small batches of small images, as here, need the most dispatches: with few results, long sums are
 * split into parts, which a further dispatch adds up. The requirement for batch 32 at 224 px is in
 * `bench/train/bundle.test.ts`.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import { installKernels } from '../kernels/webgpu/install';
import { internals } from '../kernels/webgpu/internals';
import { recordStep } from '../kernels/webgpu/step-graph';
import type { Architecture } from './architecture';
import { differentiate } from './differentiate';
import { DropoutMasks } from './dropout-masks';
import { initialWeights } from './initialise';
import type { NetworkOps } from './ops';
import { TrainableNetwork } from './trainable-network';
import { webgpuOps, webgpuOpsWithout } from './webgpu-ops';
import { crossEntropy } from '../losses/cross-entropy';
import { gradientOfHeads, attachGradient } from '../losses/heads';
import { createRecordableOptimizer } from '../optimizers/create-optimizer';
import { startWebGPU } from '../testing/start-webgpu';

const CLASSES = 10;
const ADAM = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

interface Case {
  network: string;
  config: ArchitectureConfig;
  frozenNorms?: boolean;
  /** Upper limit with all of our kernels. */
  atMost: number;
  /** Minimum number of additional dispatches without our kernels for these operations. */
  saved: Partial<Record<keyof NetworkOps, number>>;
}

const RESNET18 = { family: 'resnet', size: 'resnet18', classes: CLASSES } as const;
const MOBILENET = { family: 'mobilenet-v2', width: 1, classes: CLASSES } as const;

const CASES: Case[] = [
  // tfjs's own kernels take 2,024
  { network: 'ResNet18', config: RESNET18, atMost: 255, saved: { normTraining: 500, maxPool: 1 } },
  {
    network: 'ResNet18, norms frozen',
    config: RESNET18,
    frozenNorms: true,
    atMost: 195,
    saved: { normInference: 200 },
  },
  // tfjs's own kernels take 5,297
  {
    network: 'MobileNetV2',
    config: { ...MOBILENET, source: 'torch' },
    atMost: 585,
    saved: { normTraining: 1000 },
  },
  {
    network: 'MobileNetV2, norms frozen',
    config: { ...MOBILENET, source: 'torch' },
    frozenNorms: true,
    atMost: 430,
    saved: { normInference: 600 },
  },
  {
    network: 'MobileNetV2 as bundled',
    config: { ...MOBILENET, source: 'folded' },
    atMost: 370,
    saved: { convolution: 70, depthwise: 70 },
  },
];

function countDispatches(architecture: Architecture, ops: NetworkOps, frozenNorms: boolean): number {
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), ops);
  const variables = network.trainableVariables();
  const adam = createRecordableOptimizer(ADAM);
  const masks = new DropoutMasks(1);
  const images: tf.Tensor4D = tf.zeros([2, 64, 64, 3]);
  const answers: tf.Tensor2D = tf.zeros([2, CLASSES]);
  const head = { from: 0, count: CLASSES, loss: crossEntropy };
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () =>
        attachGradient(network.forward(images, { training: true, frozenNorms, dropout: masks }), (logits) =>
          gradientOfHeads([head], logits, answers, answers),
        ),
      );
      adam.apply(variables, byName);
      return { value };
    });
  tf.dispose(step());
  const { graph } = recordStep(internals(), step);
  const { dispatches } = graph;
  graph.dispose();
  adam.dispose();
  masks.dispose();
  network.dispose();
  tf.dispose([images, answers]);
  return dispatches;
}

let restore: () => void = () => {};
beforeAll(async () => {
  await startWebGPU('null');
  restore = installKernels();
});
afterAll(() => restore());

describe.each(CASES)('a step of $network', ({ config, frozenNorms = false, atMost, saved }) => {
  const architecture = architectureOf(config);
  let ours = NaN;
  beforeAll(() => {
    ours = countDispatches(architecture, webgpuOps, frozenNorms);
  });

  it(`takes at most ${atMost} dispatches`, () => {
    expect(ours).toBeLessThanOrEqual(atMost);
  });

  it.each(Object.entries(saved))('saves by our %s at least %i', (name, least) => {
    const without = countDispatches(architecture, webgpuOpsWithout([name as keyof NetworkOps]), frozenNorms);
    expect(without - ours).toBeGreaterThanOrEqual(least);
  });
});
