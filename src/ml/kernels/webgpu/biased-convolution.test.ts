/** Compares with float64 loops: the convolution and its gradients, with bias and activation applied around it. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { convCase, depthwiseCase } from '../../testing/conv-cases';
import { draw } from '../../testing/draw-case';
import { referenceActivation } from '../../testing/reference-activation';
import {
  convSizes,
  referenceFilterGradient,
  referenceForward,
  referenceInputGradient,
  relativeError,
} from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { biasedConvolution } from './biased-convolution';
import { internals } from './internals';

beforeAll(() => startWebGPU());

const TOLERANCE = 3e-5;
type Input = [batch: number, height: number, width: number, channels: number];
/** Input, side of the kernel, outputs, stride, padding. */
const SHAPES: [Input, number, number, number, 'same' | number][] = [
  [[1, 1, 1, 1], 1, 1, 1, 'same'],
  [[2, 5, 7, 4], 1, 8, 1, 'same'],
  [[2, 5, 7, 3], 1, 5, 1, 0],
  [[3, 4, 4, 36], 1, 40, 1, 'same'],
  [[2, 6, 5, 3], 3, 4, 2, 'same'],
  [[2, 7, 7, 5], 3, 7, 1, 1],
  [[1, 9, 8, 8], 3, 16, 2, 1],
  [[2, 8, 9, 3], 5, 6, 2, 2],
];
const CASES = SHAPES.flatMap(([input, side, out, stride, padding]) =>
  (['linear', 'relu', 'relu6'] as const).flatMap((activation) =>
    [false, true].map((depthwise) => ({ input, side, out, stride, padding, activation, depthwise })),
  ),
);

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CASES)(
  '$input ∗ $side → $out, stride $stride, padding $padding, $activation, depthwise $depthwise',
  ({ input, side, out, stride, padding, activation, depthwise }) => {
    it('agrees with float64 loops, forward and backward', async () => {
      const g = depthwise
        ? depthwiseCase(input, [side, side], stride, padding)
        : convCase(input, [side, side], out, stride, padding);
      const sizes = convSizes(g, depthwise);
      const channels = sizes.y[3];
      const x = draw(sizes.x, 'x');
      const w = draw(sizes.w, 'w');
      const bias = draw([channels], 'bias');
      const dy = draw(sizes.y, 'dy');
      const z = Float64Array.from(referenceForward(g, x, w, depthwise), (v, i) => v + bias[i % channels]);
      const y = z.map((v) => referenceActivation(v, activation));
      const passes = (v: number) => activation === 'linear' || (v > 0 && (activation === 'relu' || v < 6));
      const dz = dy.map((v, i) => (passes(z[i]) ? v : 0));
      const dbias = new Float64Array(channels);
      for (const [i, value] of dz.entries()) dbias[i % channels] += value;

      const inputs = [tf.tensor(x, sizes.x), tf.tensor(w, sizes.w), tf.tensor1d(bias)];
      const upstream = tf.tensor(dy, sizes.y);
      const run = (...args: tf.Tensor[]) =>
        biasedConvolution(args[0] as tf.Tensor4D, args[1] as tf.Tensor4D, args[2] as tf.Tensor1D, {
          stride,
          padding,
          activation,
          depthwise,
        });
      const result = tf.tidy(() => run(...inputs));
      const gradients = tf.grads(run)(inputs, upstream);
      expect(relativeError(await result.data(), y)).toBeLessThan(TOLERANCE);
      const expected = [
        referenceInputGradient(g, dz, w, depthwise),
        referenceFilterGradient(g, x, dz, depthwise),
        dbias,
      ];
      for (const [i, gradient] of gradients.entries())
        expect(relativeError(await gradient.data(), expected[i])).toBeLessThan(TOLERANCE);
      tf.dispose([...inputs, upstream, result, ...gradients]);
    });
  },
);

it('computes no gradient that is not needed, and frees every byte and tensor', async () => {
  const gpu = internals();
  const settings = { stride: 1, padding: 1, activation: 'relu', depthwise: false } as const;
  const round = async () => {
    const x: tf.Tensor4D = tf.ones([1, 4, 4, 2]);
    const w: tf.Tensor4D = tf.ones([3, 3, 2, 2]);
    const bias: tf.Tensor1D = tf.ones([2]);
    const { kernelNames, result } = await tf.profile(() =>
      tf.grads((...args: tf.Tensor[]) =>
        biasedConvolution(x, args[0] as tf.Tensor4D, args[1] as tf.Tensor1D, settings),
      )([w, bias]),
    );
    await (result as tf.Tensor[])[0].data();
    tf.dispose([x, w, bias, ...(result as tf.Tensor[])]);
    return kernelNames;
  };
  const names = await round();
  expect(names).toContain('Conv2DBackpropFilter');
  expect(names).not.toContain('Conv2DBackpropInput');
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
