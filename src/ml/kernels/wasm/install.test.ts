import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import { startWasm } from '../../testing/start-wasm';
import { installWasmKernels, REPLACEABLE } from './install';

beforeAll(async () => {
  await startWasm();
});

const configs = () => REPLACEABLE.map((name) => tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined);

/** The step of finite differences in float32. */
const STEP = 1e-2;

/** A small network of tfjs operations with every kind of gradient that ours replace. Returns its value in float32. */
function network(x: tf.Tensor, w: tf.Tensor, d: tf.Tensor): tf.Scalar {
  const hidden = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 1);
  const pooled = tf.maxPool(hidden, 3, 1, 1);
  const both = tf.add(tf.depthwiseConv2d(pooled, d as tf.Tensor4D, 1, 'same'), hidden);
  return tf.sum(tf.square(both));
}

describe('installWasmKernels', () => {
  it('gives gradients that agree with finite differences', async () => {
    const restore = installWasmKernels();
    const shapes = [
      [2, 9, 8, 3],
      [3, 3, 3, 6],
      [3, 3, 6, 1],
    ];
    const values = shapes.map((shape, i) => draw(shape, `input ${i}`).map((value) => value * 0.5));
    const tensors = (moved = values) => moved.map((one, i) => tf.tensor(one, shapes[i]));
    const sum = (moved: typeof values) =>
      tf.tidy(() => {
        const [x, w, d] = tensors(moved);
        return network(x, w, d).dataSync()[0];
      });
    const inputs = tensors();
    const gradients = tf.grads((...[x, w, d]: tf.Tensor[]) => network(x, w, d))(inputs);
    for (const [which, gradient] of gradients.entries()) {
      const found = await gradient.data<'float32'>();
      const largest = found.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const errors = found.map((value, i) => {
        const at = (by: number) =>
          sum(values.map((one, j) => (j === which ? one.map((v, k) => (k === i ? v + by : v)) : one)));
        return Math.abs(value - (at(STEP) - at(-STEP)) / (2 * STEP)) / largest;
      });
      // within the step another value may become the maximum: this happens to few
      expect([...errors].filter((error) => error > 2e-3).length).toBeLessThan(found.length / 50);
    }
    tf.dispose([...inputs, ...gradients]);
    restore();
  });

  it('restores the kernels that it replaced, and removes those that tfjs did not have', () => {
    const stock = configs();
    expect(stock.some((config) => config === undefined)).toBe(true);
    const restore = installWasmKernels();
    expect(configs().every((config, i) => config !== undefined && config !== stock[i])).toBe(true);
    restore();
    expect(configs()).toEqual(stock);
  });

  it('replaces only the named kernels', () => {
    const [first, ...others] = REPLACEABLE;
    const untouched = others.map((name) => tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined);
    const restore = installWasmKernels([first]);
    expect(others.map((name) => tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined)).toEqual(
      untouched,
    );
    restore();
  });

  it('leaves to tfjs what ours cannot do, and throws if tfjs has no such kernel', () => {
    const restore = installWasmKernels();
    const two = () =>
      tf.tidy(() => {
        const filter = tf.ones([3, 3, 2, 2]) as tf.Tensor4D;
        return tf.grad((x) => tf.depthwiseConv2d(x as tf.Tensor4D, filter, 1, 'same'))(tf.ones([1, 4, 4, 2]));
      });
    expect(two).toThrow('DepthwiseConv2dNativeBackpropInput');
    restore();
  });

  it('makes a clone that outlives its original', async () => {
    const restore = installWasmKernels();
    const before = tf.memory().numTensors;
    const original = tf.tensor1d([1, 2, 3]);
    const copy = tf.clone(original);
    original.dispose();
    expect([...(await copy.data())]).toEqual([1, 2, 3]);
    copy.dispose();
    expect(tf.memory().numTensors).toBe(before);
    restore();
  });
});
