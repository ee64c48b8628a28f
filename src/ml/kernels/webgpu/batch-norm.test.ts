import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import { drawNorm, NORM_EPSILON, NORM_SHAPES, normCases } from '../../testing/norm-cases';
import {
  referenceBatchNorm,
  referenceBatchNormGradients,
  referenceMoments,
} from '../../testing/reference-batch-norm';
import { relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { batchNormTraining } from './batch-norm';
import { internals } from './internals';

const TOLERANCE = 2e-5;

beforeAll(() => startWebGPU());

const CASES = normCases<readonly number[]>([...NORM_SHAPES, [3, 5], [7, 64]]);

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

it('is compared with gradients that agree with finite differences', () => {
  const { sizes, values, dy } = drawNorm({ shape: [3, 2, 2, 3], activation: 'relu', residual: true });
  const gradients = referenceBatchNormGradients(values, sizes, dy);
  const value = (x: Float64Array) =>
    referenceBatchNorm({ ...values, x }, sizes).reduce((sum, y, i) => sum + y * dy[i], 0);
  for (let i = 0; i < values.x.length; i++) {
    const moved = (by: number) => value(Float64Array.from(values.x, (v, j) => (j === i ? v + by : v)));
    expect(gradients.dx[i]).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 5);
  }
});

describe.each(CASES)('$shape $activation, residual $residual', (one) => {
  it('agrees with float64 loops, forward and backward', async () => {
    const { sizes, values, dy } = drawNorm(one);
    const x = tf.tensor(values.x, [...one.shape]);
    const gamma = tf.tensor1d(values.gamma);
    const beta = tf.tensor1d(values.beta);
    const residual = values.residual ? tf.tensor(values.residual, [...one.shape]) : null;
    const options = { epsilon: NORM_EPSILON, activation: one.activation, momentum: 0.1 };
    const norm = (...args: tf.Tensor[]) =>
      batchNormTraining(args[0], args[1], args[2], args[3] ?? null, options);
    const inputs = residual ? [x, gamma, beta, residual] : [x, gamma, beta];
    const y = norm(...inputs);
    const found = tf.grads(norm)(inputs, tf.tensor(dy, [...one.shape]));
    const expected = referenceBatchNormGradients(values, sizes, dy);
    expect(relativeError(await y.data(), referenceBatchNorm(values, sizes))).toBeLessThan(TOLERANCE);
    const wanted = [expected.dx, expected.dgamma, expected.dbeta, expected.dresidual];
    for (const [i, gradient] of found.entries())
      expect(relativeError(await gradient.data(), wanted[i])).toBeLessThan(10 * TOLERANCE);
    tf.dispose([...inputs, y, ...found]);
  });
});

it('updates its averages as PyTorch does: by a tenth, with the unbiased variance', async () => {
  const { sizes, values } = drawNorm({ shape: [2, 3, 3, 4], activation: 'linear', residual: false });
  const x = tf.tensor(values.x, [2, 3, 3, 4]);
  const moving = { mean: tf.variable(tf.ones([4])), variance: tf.variable(tf.ones([4])) };
  const ones = tf.ones([4]);
  const y = batchNormTraining(x, ones, ones, null, {
    epsilon: NORM_EPSILON,
    activation: 'linear',
    momentum: 0.1,
    moving,
  });
  const { mean, variance } = referenceMoments(values.x, sizes);
  const means = await moving.mean.data();
  const variances = await moving.variance.data();
  for (let c = 0; c < 4; c++) {
    expect(means[c]).toBeCloseTo(0.9 + 0.1 * mean[c], 4);
    expect(variances[c]).toBeCloseTo(0.9 + 0.1 * variance[c] * (18 / 17), 4);
  }
  tf.dispose([x, ones, y, moving.mean, moving.variance]);
});

it('frees every byte and tensor', async () => {
  const gpu = internals();
  const round = async () => {
    const x = tf.tensor(draw([2, 8, 8, 16], 'x'), [2, 8, 8, 16]);
    const gamma = tf.ones([16]);
    const grads = tf.grads((...args: tf.Tensor[]) =>
      batchNormTraining(args[0], args[1], args[2], null, {
        epsilon: 1e-3,
        activation: 'relu',
        momentum: 0.1,
      }),
    );
    const found = grads([x, gamma, gamma], x);
    await found[0].data();
    tf.dispose([x, gamma, ...found]);
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
