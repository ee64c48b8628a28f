import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { convCase } from '../../testing/conv-cases';
import { draw, drawConvCase } from '../../testing/draw-case';
import { referenceInputGradient, relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { installKernels, REPLACEABLE } from './install';

beforeAll(() => startWebGPU());

/** Gradients of a small network with both kinds of convolution, by the kernels that are currently installed. */
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
  it("gives the same gradients as tfjs, and restores tfjs's kernels", async () => {
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

it.each([
  { side: 2, dilation: 1, stock: 1 },
  { side: 3, dilation: 1, stock: 1 },
  { side: 4, dilation: 1, stock: 0 },
  { side: 7, dilation: 1, stock: 0 },
  { side: 3, dilation: 2, stock: 0 },
])(
  'leaves input gradients of mostly border pixels to tfjs: $side pixels, dilation $dilation',
  async (one) => {
    const { side, dilation } = one;
    const stock = tf.getKernel('Conv2DBackpropInput', 'webgpu');
    let asked = 0;
    const counted: tf.KernelFunc = (call) => {
      asked++;
      return stock.kernelFunc(call);
    };
    tf.unregisterKernel('Conv2DBackpropInput', 'webgpu');
    tf.registerKernel({ ...stock, kernelFunc: counted });
    const restore = installKernels(['Conv2DBackpropInput']);
    const g = convCase([2, side, side, 8], [3, 3], 4, 1, dilation, dilation);
    const { values, tensors, dispose } = drawConvCase(g);
    const dx = tf.engine().runKernel<tf.Tensor>(
      'Conv2DBackpropInput',
      { dy: tensors.dy, filter: tensors.w },
      {
        strides: 1,
        pad: dilation,
        dilations: dilation,
        dataFormat: 'NHWC',
        inputShape: [2, side, side, 8],
      },
    );
    expect(relativeError(await dx.data(), referenceInputGradient(g, values.dy, values.w))).toBeLessThan(1e-5);
    expect(asked).toBe(one.stock);
    dx.dispose();
    dispose();
    restore();
    tf.unregisterKernel('Conv2DBackpropInput', 'webgpu');
    tf.registerKernel(stock);
  },
);

describe('products with their bias and activation', () => {
  /** Uses the kernels that are currently installed. */
  async function fused(depthwise: boolean, activation: 'linear' | 'relu' | 'relu6' | 'elu') {
    const x = tf.tensor4d(draw([2, 7, 6, 8], 'x'), [2, 7, 6, 8]);
    const channels = depthwise ? 8 : 5;
    const filter = depthwise
      ? tf.tensor4d(draw([3, 3, 8, 1], 'w'), [3, 3, 8, 1])
      : tf.tensor4d(draw([3, 3, 8, 5], 'w'), [3, 3, 8, 5]);
    const options = {
      x,
      filter,
      strides: 2,
      pad: 1,
      activation,
      bias: tf.tensor1d(draw([channels], 'bias')),
    };
    const y = depthwise ? tf.fused.depthwiseConv2d(options) : tf.fused.conv2d(options);
    const values = await y.data<'float32'>();
    tf.dispose([x, filter, options.bias, y]);
    return values;
  }

  it.each([
    { depthwise: false, activation: 'linear' },
    { depthwise: false, activation: 'relu' },
    { depthwise: false, activation: 'relu6' },
    { depthwise: false, activation: 'elu' },
    { depthwise: true, activation: 'linear' },
    { depthwise: true, activation: 'relu' },
    { depthwise: true, activation: 'relu6' },
    { depthwise: true, activation: 'elu' },
  ] as const)('are those of tfjs: depthwise $depthwise, $activation', async ({ depthwise, activation }) => {
    const stock = await fused(depthwise, activation);
    const restore = installKernels();
    const ours = await fused(depthwise, activation);
    restore();
    expect(relativeError(ours, stock)).toBeLessThan(1e-5);
  });
});

it('replaces only the named kernels', () => {
  const [first, second] = REPLACEABLE;
  const untouched = tf.getKernel(second, 'webgpu');
  const restore = installKernels([first]);
  expect(tf.getKernel(second, 'webgpu')).toBe(untouched);
  restore();
});
