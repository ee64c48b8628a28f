/** Compares with float64 functions whose derivatives are finite differences. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import { ACTIVATIONS, referenceActivation, referenceSlope } from '../../testing/reference-activation';
import { relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { activateOnGPU, addActivateOnGPU, biasActivationOnGPU } from './activation';
import { internals } from './internals';

beforeAll(() => startWebGPU());

const TOLERANCE = 1e-5;
const SHAPES: number[][] = [
  [1],
  [3, 5],
  [7, 64],
  [2, 3, 3, 4],
  [2, 7, 5, 3],
  [1, 9, 9, 130],
  [3, 17, 13, 7],
  [4, 4, 4, 65],
  [3, 37, 19, 5],
];
const CASES = SHAPES.flatMap((shape) => ACTIVATIONS.map((activation) => ({ shape, activation })));

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

/** Values around the activations' corners, but none within 1e-3 of one, with or without the other operand. */
function drawCase(shape: number[]) {
  const channels = shape[shape.length - 1];
  const corners = [-3, 0, 3, 6];
  const awayFrom = (v: number, offset: number) =>
    corners.some((corner) => Math.abs(v + offset - corner) < 1e-3) ? v + 0.01 : v;
  const bias = draw([channels], 'bias');
  const other = draw(shape, 'other');
  const x = draw(shape, 'x').map((v, i) => {
    const wide = awayFrom(3 * v, 0);
    return awayFrom(awayFrom(wide, bias[i % channels]), other[i]);
  });
  return { x, other, bias, dy: draw(shape, 'dy'), channels };
}

type Run = (...args: tf.Tensor[]) => tf.Tensor;

/** The result, and the gradients of ⟨result, dy⟩. */
async function measure(run: Run, inputs: tf.Tensor[], dy: tf.Tensor) {
  const y = tf.tidy(() => run(...inputs));
  const gradients = tf.grads(run)(inputs, dy);
  const [found, ...slopes] = await Promise.all([y, ...gradients].map((tensor) => tensor.data()));
  tf.dispose([y, ...gradients, ...inputs, dy]);
  return { found, slopes };
}

describe.each(CASES)('$shape $activation', ({ shape, activation }) => {
  const { x, other, bias, dy, channels } = drawCase(shape);
  const expectedAt = (inputs: Float64Array) => ({
    y: inputs.map((v) => referenceActivation(v, activation)),
    dx: inputs.map((v, i) => dy[i] * referenceSlope(v, activation)),
  });
  const image = (values: Float32Array) => tf.tensor(values, shape);

  // linear returns its input: there is nothing to compare
  it.each([activation].filter((one) => one !== 'linear'))(
    'agrees without a sum or bias, forward and backward: %s',
    async (own) => {
      const { found, slopes } = await measure((a) => activateOnGPU(a, own), [image(x)], image(dy));
      const { y, dx } = expectedAt(Float64Array.from(x));
      expect(relativeError(found, y)).toBeLessThan(TOLERANCE);
      expect(relativeError(slopes[0], dx)).toBeLessThan(TOLERANCE);
    },
  );

  it('agrees after a sum, forward and backward', async () => {
    const run: Run = (a, b) => addActivateOnGPU(a, b, activation);
    const { found, slopes } = await measure(run, [image(x), image(other)], image(dy));
    const { y, dx } = expectedAt(Float64Array.from(x, (v, i) => v + other[i]));
    expect(relativeError(found, y)).toBeLessThan(TOLERANCE);
    expect(relativeError(slopes[0], dx)).toBeLessThan(TOLERANCE);
    expect(slopes[1]).toEqual(slopes[0]);
  });

  it('agrees after a bias, forward and backward', async () => {
    const run: Run = (a, b) => biasActivationOnGPU(a, b, activation);
    const { found, slopes } = await measure(run, [image(x), tf.tensor1d(bias)], image(dy));
    const { y, dx } = expectedAt(Float64Array.from(x, (v, i) => v + bias[i % channels]));
    const sums = new Float64Array(channels);
    for (const [i, value] of dx.entries()) sums[i % channels] += value;
    expect(relativeError(found, y)).toBeLessThan(TOLERANCE);
    expect(relativeError(slopes[0], dx)).toBeLessThan(TOLERANCE);
    expect(relativeError(slopes[1], sums)).toBeLessThan(10 * TOLERANCE);
  });
});

it.each(ACTIVATIONS.filter((name) => name !== 'linear'))(
  '%s stays finite far from zero',
  async (activation) => {
    const points = [-1e4, -100, -30, 30, 100, 1e4];
    const ones = tf.ones([points.length]);
    const { slopes } = await measure((v) => activateOnGPU(v, activation), [tf.tensor1d(points)], ones);
    for (const [i, value] of slopes[0].entries())
      expect(value).toBeCloseTo(referenceSlope(points[i], activation), 4);
  },
);

it('frees every byte and tensor', async () => {
  const gpu = internals();
  const round = async () => {
    const x = tf.tensor(draw([2, 8, 8, 16], 'x'), [2, 8, 8, 16]);
    const bias = tf.ones([16]);
    const found = tf.grads((...args: tf.Tensor[]) =>
      addActivateOnGPU(biasActivationOnGPU(args[0], args[1], 'relu6'), args[0], 'mish'),
    )([x, bias]);
    await found[0].data();
    tf.dispose([x, bias, ...found]);
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
