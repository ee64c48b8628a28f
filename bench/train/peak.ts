/** Speed of a large matrix product with tfjs's kernel and with ours; the better one counts as the adapter's peak. */
import * as tf from '@tensorflow/tfjs-core';
import { conv2dForward } from '../../src/ml/kernels/webgpu/conv2d';
import type { ConvGeometry } from '../../src/ml/kernels/conv-geometry';
import { internals } from '../../src/ml/kernels/webgpu/internals';
import { median, startFresh, timed } from './measure';

export interface Peak {
  /** Height, width and depth of the product. */
  side: number;
  tfjsFlops: number;
  ourFlops: number;
}

/** The product as a 1 × 1 convolution of an image of `side` pixels. */
function product(side: number): ConvGeometry {
  const ones = { filterHeight: 1, filterWidth: 1, strideHeight: 1, strideWidth: 1 };
  return {
    ...ones,
    dilationHeight: 1,
    dilationWidth: 1,
    padTop: 0,
    padLeft: 0,
    batch: 1,
    inHeight: side,
    inWidth: 1,
    inChannels: side,
    outHeight: side,
    outWidth: 1,
    outChannels: side,
  };
}

export async function measurePeak(side: number): Promise<Peak> {
  await startFresh();
  const noise = () =>
    Float32Array.from({ length: side * side }, (_, i) => ((i * 2_654_435_761) % 1000) / 500 - 1);
  const a = tf.tensor2d(noise(), [side, side]);
  const b = tf.tensor2d(noise(), [side, side]);
  const geometry = product(side);
  const ours = () => tf.engine().makeTensorFromTensorInfo(conv2dForward(internals(), geometry, a, b));
  return {
    side,
    tfjsFlops: await rate(side, () => tf.matMul(a, b)),
    ourFlops: await rate(side, ours),
  };
}

async function rate(side: number, multiply: () => tf.Tensor): Promise<number> {
  const times = async (count: number) => {
    for (let i = 0; i < count - 1; i++) multiply().dispose();
    const last = multiply();
    // one number: reading all of them would take longer than computing them
    const corner = tf.tidy(() => tf.slice(tf.reshape(last, [side, side]), [0, 0], [1, 1]));
    await corner.data();
    tf.dispose([last, corner]);
  };
  await times(1);
  const once = await timed(() => times(1));
  const count = Math.max(1, Math.min(200, Math.round(0.5 / once)));
  const taken: number[] = [];
  for (let heat = 0; heat < 5; heat++) taken.push(await timed(() => times(count)));
  return (2 * side ** 3 * count) / median(taken);
}
