/**
 * Mixed precision on a software adapter. It has no `shader-f16`, but needs none: WGSL's own functions pack values to 16
 * bits, and the type of the tiles does not change any number. So this is the same arithmetic as on a real GPU.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../core/random';
import { isHalf } from '../kernels/webgpu/half';
import { installKernels } from '../kernels/webgpu/install';
import { internals, type WebGPUInternals } from '../kernels/webgpu/internals';
import { recordStep } from '../kernels/webgpu/step-graph';
import { SYMMETRIC, type Architecture } from './architecture';
import { StageBuilder } from './build-stages';
import { differentiate } from './differentiate';
import { initialWeights } from './initialise';
import { INPUT } from './layer';
import type { NetworkOps } from './ops';
import { TrainableNetwork } from './trainable-network';
import { webgpuOps } from './webgpu-ops';
import { createRecordableOptimizer } from '../optimizers/create-optimizer';
import { startWebGPU } from '../testing/start-webgpu';
import { GRAD_SCALER, nextLossScale, type LossScaleSettings, LossScaler } from '../precision/loss-scaling';
import { mixedOps } from './mixed-ops';

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
  installKernels();
});

const CLASSES = 3;
const BATCH = 6;
const SIZE = 8;
const NORM = { epsilon: 1e-5, momentum: 0.1 };

/** A residual block, an inverted one, and a convolution with a bias, like the big networks. */
function architecture(): Architecture {
  const builder = new StageBuilder();
  builder.stage('stem');
  let last = builder.convolution('conv', INPUT, 8, { size: 3, stride: 2 });
  const stem = builder.norm('norm', last, { ...NORM, activation: 'relu' });
  builder.stage('block');
  last = builder.convolution('block/conv', stem, 8, { size: 3 });
  const sum = builder.norm('block/norm', last, { ...NORM, residual: stem, activation: 'relu' });
  last = builder.depthwise('block/depthwise', sum, { size: 3 });
  last = builder.norm('block/norm2', last, { ...NORM, activation: 'relu6' });
  last = builder.convolution('block/biased', last, 8, { size: 1, bias: true, activation: 'relu' });
  last = builder.maxPool('block/pool', last, { size: 2, stride: 2, padding: 0 });
  builder.stage('head');
  builder.dense('fc', builder.globalAveragePool('average', last), CLASSES);
  return {
    title: 'small',
    normalisation: SYMMETRIC,
    initialisation: { convolution: 'kaiming', dense: 'fan-in' },
    stages: builder.stages,
  };
}

/** Stripes with noise: horizontal, vertical, diagonal. */
function images(): tf.Tensor4D {
  const random = new Random(3, 'mixed');
  const value = (image: number, y: number, x: number) => {
    const along = [y, x, x + y][image % CLASSES];
    return (Math.floor(along / 2) % 2 ? 1 : -1) + 0.3 * random.normal();
  };
  const pixels = Float32Array.from({ length: BATCH * SIZE * SIZE * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    const [image, y, x] = [Math.floor(pixel / SIZE ** 2), Math.floor(pixel / SIZE) % SIZE, pixel % SIZE];
    return value(image, y, x);
  });
  return tf.tensor4d(pixels, [BATCH, SIZE, SIZE, 3]);
}

const ADAM = { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** Trains for some steps; returns the loss of each. */
async function train(ops: NetworkOps, steps: number, scaling?: LossScaleSettings) {
  const built = architecture();
  const network = new TrainableNetwork(built, initialWeights(built, 1), ops);
  const variables = network.trainableVariables();
  const optimizer = createRecordableOptimizer(ADAM);
  optimizer.prepare(variables);
  const scaler = scaling ? new LossScaler(scaling) : null;
  const x = images();
  const answers = tf.tidy(() =>
    tf
      .oneHot(
        tf.tensor1d(
          Array.from({ length: BATCH }, (_, i) => i % CLASSES),
          'int32',
        ),
        CLASSES,
      )
      .toFloat(),
  );
  let halves = 0;
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () => {
        const logits = network.forward(x, { training: true });
        expect(isHalf(logits)).toBe(false);
        const loss: tf.Scalar = tf.neg(tf.mean(tf.sum(tf.mul(answers, tf.logSoftmax(logits)), 1)));
        return scaler ? scaler.scale(loss) : loss;
      });
      for (const gradient of byName.values()) halves += Number(isHalf(gradient));
      const loss = scaler ? scaler.unscale(value) : value;
      const factor = scaler?.update(byName);
      optimizer.apply(variables, byName, factor);
      return { loss };
    });
  const { graph, results } = recordStep(gpu, step);
  const losses = [(await results.loss.data())[0]];
  for (let i = 1; i < steps; i++) {
    optimizer.advance();
    graph.play();
    losses.push((await results.loss.data())[0]);
  }
  const state = await scaler?.state();
  const weights = await network.weights();
  graph.dispose();
  optimizer.dispose();
  scaler?.dispose();
  network.dispose();
  tf.dispose([x, answers]);
  expect(halves).toBe(0);
  return { losses, state, weights };
}

describe('mixed precision', { timeout: 900_000 }, () => {
  it('learns the same', async () => {
    const steps = 40;
    const float = await train(webgpuOps, steps);
    const mixed = await train(mixedOps('f32'), steps, GRAD_SCALER);
    expect(float.losses[steps - 1]).toBeLessThan(0.1 * float.losses[0]);
    expect(mixed.losses[steps - 1]).toBeLessThan(0.1 * mixed.losses[0]);
    for (const [i, loss] of mixed.losses.entries())
      expect(Math.abs(loss - float.losses[i])).toBeLessThan(0.05);
    // otherwise nothing would have been rounded
    expect(mixed.losses.slice(0, 5)).not.toEqual(float.losses.slice(0, 5));
    expect(mixed.state).toEqual({ scale: 65536, good: steps });
  });

  it('finds a suitable scale when it starts far too high, and loses nothing on the way', async () => {
    const steps = 50;
    const { losses, state, weights } = await train(mixedOps('f32'), steps, {
      ...GRAD_SCALER,
      initial: 2 ** 30,
    });
    expect(state?.scale).toBeLessThan(2 ** 30);
    expect(state?.scale).toBeGreaterThan(2 ** 8);
    // the first steps did not change any weight
    expect(losses[1]).toBeCloseTo(losses[0], 5);
    expect(losses[steps - 1]).toBeLessThan(0.2 * losses[0]);
    for (const { data } of weights.values()) expect(data.every(Number.isFinite)).toBe(true);
  });
});

describe('LossScaler', () => {
  it('changes its scale as the rule says', async () => {
    const settings = { ...GRAD_SCALER, growthInterval: 3 };
    const scaler = new LossScaler(settings);
    let expected = { scale: settings.initial, good: 0 };
    for (const finite of [true, true, true, true, false, false, true, true, true, false]) {
      const gradient = tf.tensor1d([3, finite ? 4 : Infinity]);
      const { scale } = expected;
      const factor = scaler.update(new Map([['w', gradient]]), 2.5);
      expected = nextLossScale(expected, finite, settings);
      expect(await scaler.state()).toEqual(expected);
      const clipped = Math.min(1, 2.5 / (5 / scale + 1e-6)) / scale;
      expect((await factor.data())[0]).toBeCloseTo(finite ? clipped : 0, 10);
      tf.dispose([gradient, factor]);
    }
    scaler.dispose();
  });

  it('clips by the norm without the scale', async () => {
    const scaler = new LossScaler({ ...GRAD_SCALER, initial: 4 });
    const gradient = tf.tensor1d([30, 40]);
    const factor = scaler.update(new Map([['w', gradient]]), 2.5);
    // the norm is 50 / 4
    expect((await factor.data())[0]).toBeCloseTo((2.5 / 12.5) * 0.25, 6);
    tf.dispose([gradient, factor]);
    scaler.dispose();
  });
});
