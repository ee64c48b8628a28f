/** Compares with float64 loops. Both operations are linear in each input, so their gradients are exact loops, too. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import { relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { globalAverageOnGPU, scaleChannelsOnGPU } from './pooling';

beforeAll(() => startWebGPU());

const TOLERANCE = 1e-5;
const CASES = [1, 2, 5].flatMap((batch) =>
  [
    [1, 1],
    [3, 3],
    [7, 5],
    [14, 9],
  ].flatMap(([height, width]) =>
    [1, 3, 32, 65].map((channels): [number, number, number, number] => [batch, height, width, channels]),
  ),
);

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CASES)('[%i, %i, %i, %i]', (batch, height, width, channels) => {
  const shape: [number, number, number, number] = [batch, height, width, channels];
  const pixels = height * width;
  const x = draw(shape, 'x');
  /** Index into `[batch, channels]` of element i. */
  const place = (i: number) => Math.floor(i / (pixels * channels)) * channels + (i % channels);

  it('averages, and spreads the gradient', async () => {
    const means = new Float64Array(batch * channels);
    for (const [i, value] of x.entries()) means[place(i)] += value / pixels;
    const dy = draw([batch, channels], 'dy');
    const tx = tf.tensor4d(x, shape);
    const tdy = tf.tensor2d(dy, [batch, channels]);
    const y = globalAverageOnGPU(tx);
    const dx = tf.grad((v) => globalAverageOnGPU(v as tf.Tensor4D))(tx, tdy);
    expect(relativeError(await y.data(), means)).toBeLessThan(TOLERANCE);
    expect(
      relativeError(
        await dx.data(),
        Float64Array.from(x, (_, i) => dy[place(i)] / pixels),
      ),
    ).toBeLessThan(TOLERANCE);
    tf.dispose([tx, tdy, y, dx]);
  });

  it('scales channels, and has both gradients', async () => {
    const weights = draw([batch, channels], 'weights');
    const dy = draw(shape, 'dy');
    const sums = new Float64Array(batch * channels);
    for (const [i, value] of x.entries()) sums[place(i)] += value * dy[i];
    const inputs = [tf.tensor4d(x, shape), tf.tensor2d(weights, [batch, channels])];
    const run = (...args: tf.Tensor[]) => scaleChannelsOnGPU(args[0] as tf.Tensor4D, args[1] as tf.Tensor2D);
    const tdy = tf.tensor4d(dy, shape);
    const y = run(...inputs);
    const [dx, dweights] = tf.grads(run)(inputs, tdy);
    expect(
      relativeError(
        await y.data(),
        Float64Array.from(x, (v, i) => v * weights[place(i)]),
      ),
    ).toBeLessThan(TOLERANCE);
    expect(
      relativeError(
        await dx.data(),
        Float64Array.from(dy, (v, i) => v * weights[place(i)]),
      ),
    ).toBeLessThan(TOLERANCE);
    expect(relativeError(await dweights.data(), sums)).toBeLessThan(10 * TOLERANCE);
    tf.dispose([...inputs, tdy, y, dx, dweights]);
  });
});
