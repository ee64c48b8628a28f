import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import { relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { installKernels, REPLACEABLE } from './install';

beforeAll(() => startWebGPU());

/** Gradients of a small network with both kinds of convolution, by whatever kernels are there. */
async function gradients(multiplier: number): Promise<Float32Array[]> {
  const x = tf.tensor4d(draw([2, 9, 8, 3], 'x'), [2, 9, 8, 3]);
  const w = tf.tensor4d(draw([3, 3, 3, 8], 'w'), [3, 3, 3, 8]);
  const d = tf.tensor4d(draw([3, 3, 8, multiplier], 'd'), [3, 3, 8, multiplier]);
  const network = (...args: tf.Tensor[]) => {
    const [tx, tw, td] = args as tf.Tensor4D[];
    const hidden = tf.relu(tf.conv2d(tx, tw, 2, 1));
    return tf.sum(tf.square(tf.depthwiseConv2d(hidden, td, 1, 'same')));
  };
  const found = tf.grads(network)([x, w, d]);
  const values = await Promise.all(found.map((gradient) => gradient.data<'float32'>()));
  tf.dispose([x, w, d, ...found]);
  return values;
}

describe.each([1, 2])('with %i filter(s) a channel', (multiplier) => {
  it('gives the gradients that tfjs gives, and hands back what it replaced', async () => {
    const stockKernels = REPLACEABLE.map((name) => tf.getKernel(name, 'webgpu'));
    const stock = await gradients(multiplier);
    const restore = installKernels();
    expect(REPLACEABLE.map((name) => tf.getKernel(name, 'webgpu'))).not.toEqual(stockKernels);
    const ours = await gradients(multiplier);
    restore();
    for (const [i, values] of ours.entries()) expect(relativeError(values, stock[i])).toBeLessThan(1e-5);
    expect(REPLACEABLE.map((name) => tf.getKernel(name, 'webgpu'))).toEqual(stockKernels);
  });
});

it('replaces only what is named', () => {
  const [first, second] = REPLACEABLE;
  const untouched = tf.getKernel(second, 'webgpu');
  const restore = installKernels([first]);
  expect(tf.getKernel(second, 'webgpu')).toBe(untouched);
  restore();
});
