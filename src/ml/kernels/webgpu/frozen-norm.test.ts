/** Compares with float64 loops, whose gradients are checked against finite differences. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import {
  drawNorm,
  drawStatistics,
  NORM_EPSILON,
  NORM_SHAPES,
  normCases,
  type NormTestCase,
} from '../../testing/norm-cases';
import { relativeError } from '../../testing/reference-conv';
import { referenceFrozenNorm, referenceFrozenNormGradients } from '../../testing/reference-frozen-norm';
import { startWebGPU } from '../../testing/start-webgpu';
import { frozenNorm } from './frozen-norm';
import { internals } from './internals';

beforeAll(() => startWebGPU());

const TOLERANCE = 2e-5;
const CASES = normCases<readonly number[]>([...NORM_SHAPES, [3, 5], [7, 64]]);

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

/** In float64, so that finite differences are exact enough. */
function makeCase(one: NormTestCase) {
  const { values, dy, sizes } = drawNorm(one);
  const { mean, variance } = drawStatistics(sizes.channels);
  const wide = (numbers: Float32Array) => Float64Array.from(numbers);
  return {
    x: wide(values.x),
    gamma: wide(values.gamma),
    beta: wide(values.beta),
    mean: wide(mean),
    variance: wide(variance),
    residual: values.residual && wide(values.residual),
    dy,
  };
}
type Values = ReturnType<typeof makeCase>;

it('is compared with gradients that agree with finite differences', () => {
  const values = makeCase({ shape: [3, 2, 2, 3], activation: 'relu6', residual: true });
  const settings = { epsilon: NORM_EPSILON, activation: 'relu6' } as const;
  const { dx, dgamma, dbeta, dresidual } = referenceFrozenNormGradients(values, settings, values.dy);
  const expected = [dx, dgamma, dbeta, dresidual];
  const total = (changed: Partial<Values>) =>
    referenceFrozenNorm({ ...values, ...changed }, settings).reduce((sum, y, i) => sum + y * values.dy[i], 0);
  for (const [which, name] of (['x', 'gamma', 'beta', 'residual'] as const).entries()) {
    const original = values[name] ?? new Float64Array();
    for (const i of original.keys()) {
      const moved = (by: number) => total({ [name]: original.map((v, j) => (j === i ? v + by : v)) });
      expect(expected[which][i]).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 5);
    }
  }
});

describe.each(CASES)('$shape $activation, residual $residual', (one) => {
  it('agrees with float64 loops, forward and backward', async () => {
    const values = makeCase(one);
    const vector = (numbers: Float64Array) => tf.tensor1d(Float32Array.from(numbers));
    const image = (numbers: ArrayLike<number>) => tf.tensor(Float32Array.from(numbers), [...one.shape]);
    const [mean, variance] = [vector(values.mean), vector(values.variance)];
    const inputs = [image(values.x), vector(values.gamma), vector(values.beta)];
    if (values.residual) inputs.push(image(values.residual));
    const options = { mean, variance, epsilon: NORM_EPSILON, activation: one.activation };
    const norm = (...args: tf.Tensor[]) => frozenNorm(args[0], args[1], args[2], args[3] ?? null, options);
    const y = tf.tidy(() => norm(...inputs));
    const dy = image(values.dy);
    const found = tf.grads(norm)(inputs, dy);
    expect(
      relativeError(
        await y.data(),
        referenceFrozenNorm(values, { epsilon: NORM_EPSILON, activation: one.activation }),
      ),
    ).toBeLessThan(TOLERANCE);
    const { dx, dgamma, dbeta, dresidual } = referenceFrozenNormGradients(
      values,
      { epsilon: NORM_EPSILON, activation: one.activation },
      values.dy,
    );
    const expected = [dx, dgamma, dbeta, dresidual];
    for (const [i, gradient] of found.entries())
      expect(relativeError(await gradient.data(), expected[i])).toBeLessThan(5 * TOLERANCE);
    tf.dispose([...inputs, mean, variance, y, dy, ...found]);
  });
});

it('frees every byte and tensor', async () => {
  const gpu = internals();
  const round = async () => {
    const x = tf.tensor(draw([2, 8, 8, 16], 'x'), [2, 8, 8, 16]);
    const ones = tf.ones([16]);
    const options = { mean: ones, variance: ones, epsilon: NORM_EPSILON, activation: 'relu' as const };
    const found = tf.grads((...args: tf.Tensor[]) => frozenNorm(args[0], args[1], args[2], args[3], options))(
      [x, ones, ones, x],
    );
    await found[0].data();
    tf.dispose([x, ones, ...found]);
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
