import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw, readInfo } from '../../testing/draw-case';
import { relativeError } from '../../testing/reference-conv';
import { referenceMaxPool, type PoolCase } from '../../testing/reference-pool';
import { startWasm } from '../../testing/start-wasm';
import { globalAverage, globalAverageGradient, maxPoolGradient, type PoolGeometry } from './pooling';
import type { WasmKernels } from './wasm-kernels';

let wasm: WasmKernels;
beforeAll(async () => {
  wasm = await startWasm();
});

type Shape = [number, number, number, number];

const SHAPES: Shape[] = [
  [1, 1, 1, 1],
  [2, 4, 4, 4],
  [2, 5, 7, 3],
  [1, 9, 8, 17],
  [3, 6, 5, 64],
  [2, 13, 11, 30],
];
const WINDOWS: [
  size: number | [number, number],
  stride: number | [number, number],
  pad: 'same' | 'valid' | number,
][] = [
  [1, 1, 'valid'],
  [2, 2, 'same'],
  [2, 2, 'valid'],
  [3, 1, 1],
  [3, 2, 1],
  [3, 2, 'same'],
  [[2, 3], [1, 2], 'same'],
  [3, 3, 'same'],
  [5, 2, 2],
];
const CASES = SHAPES.flatMap((shape) =>
  WINDOWS.map(([size, stride, pad]) => ({
    shape,
    geometry: tf.backend_util.computePool2DInfo(shape, size, stride, 1, pad) as PoolGeometry,
  })),
).filter(({ geometry }) => geometry.outHeight > 0 && geometry.outWidth > 0);

const IMAGES = [1, 2, 5].flatMap((batch) =>
  [
    [1, 1],
    [3, 3],
    [7, 5],
    [14, 9],
  ].flatMap(([height, width]) => [1, 3, 32, 65].map((channels): Shape => [batch, height, width, channels])),
);

function plain(g: PoolGeometry): PoolCase {
  return {
    batch: g.batchSize,
    height: g.inHeight,
    width: g.inWidth,
    channels: g.inChannels,
    size: [g.filterHeight, g.filterWidth],
    stride: [g.strideHeight, g.strideWidth],
    padding: [g.padInfo.top, g.padInfo.left],
    outHeight: g.outHeight,
    outWidth: g.outWidth,
  };
}

it('has at least forty cases', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(40);
  expect(IMAGES.length).toBeGreaterThanOrEqual(40);
});

describe.each(CASES)(
  '$shape, window $geometry.filterHeight × $geometry.filterWidth by $geometry.strideHeight, $geometry.padInfo.type',
  ({ shape, geometry }) => {
    it.each([
      ['of both signs', (value: number) => value],
      ['below zero', (value: number) => -1 - Math.abs(value)],
      ['with ties', (value: number) => Math.round(value)],
    ])("max-pool's gradient agrees with float64 loops, values %s", async (_, change) => {
      const values = draw(shape, 'x').map(change);
      const outShape = [shape[0], geometry.outHeight, geometry.outWidth, shape[3]];
      const slopes = draw(outShape, 'dy');
      const x = tf.tensor4d(values, shape);
      const dy = tf.tensor(slopes, outShape);
      const expected = referenceMaxPool(plain(geometry), values, slopes);
      const dx = await readInfo(maxPoolGradient(wasm, geometry, x, dy));
      expect(relativeError(dx, expected.dx)).toBeLessThan(1e-6);
      tf.dispose([x, dy]);
    });
  },
);

describe.each(IMAGES)('an image of [%i, %i, %i, %i]', (...shape) => {
  it('has the mean over its pixels, and spreads a gradient over them', async () => {
    const [batch, height, width, channels] = shape;
    const pixels = height * width;
    const values = draw(shape, 'x');
    const x = tf.tensor4d(values, shape);
    const mean = new Float64Array(batch * channels);
    for (let i = 0; i < values.length; i++)
      mean[Math.floor(i / channels / pixels) * channels + (i % channels)] += values[i] / pixels;
    expect(relativeError(await readInfo(globalAverage(wasm, x)), mean)).toBeLessThan(1e-5);
    const slopes = draw([batch, channels], 'dy');
    const dy = tf.tensor2d(slopes, [batch, channels]);
    const spread = Float64Array.from(
      { length: values.length },
      (_, i) => slopes[Math.floor(i / channels / pixels) * channels + (i % channels)] / pixels,
    );
    expect(relativeError(await readInfo(globalAverageGradient(wasm, dy, shape)), spread)).toBeLessThan(1e-6);
    tf.dispose([x, dy]);
  });
});
