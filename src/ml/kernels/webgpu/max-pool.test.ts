/** Compares with float64 loops on many equal values; the loops' gradient with finite differences where all differ. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import { relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { internals } from './internals';
import { maxPoolOnGPU } from './max-pool';

beforeAll(() => startWebGPU());

type Shape = [batch: number, height: number, width: number, channels: number];
const SHAPES: Shape[] = [
  [1, 3, 3, 1],
  [2, 7, 5, 3],
  [1, 8, 8, 65],
  [3, 9, 12, 4],
];
/** Side of the window, stride, padding. */
const WINDOWS: [number, number, 'same' | number][] = [
  [2, 2, 'same'],
  [2, 2, 0],
  [2, 1, 0],
  [2, 1, 'same'],
  [3, 1, 'same'],
  [3, 1, 1],
  [3, 2, 1],
  [3, 2, 0],
  [3, 2, 'same'],
  [3, 3, 0],
  [1, 2, 0],
];
const CASES = SHAPES.flatMap((shape) =>
  WINDOWS.map(([size, stride, padding]) => ({ shape, size, stride, padding })),
);
type Case = (typeof CASES)[number];

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

/** For each output the index of its maximum, the first one if there are several. */
function maxima(x: ArrayLike<number>, { shape, size, stride, padding }: Case) {
  const info = tf.backend_util.computePool2DInfo(shape, size, stride, 1, padding);
  const [batch, height, width, channels] = shape;
  const places: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < info.outHeight; row++)
      for (let column = 0; column < info.outWidth; column++)
        for (let c = 0; c < channels; c++) {
          let best = -1;
          for (let f = 0; f < size * size; f++) {
            const r = row * stride - info.padInfo.top + Math.floor(f / size);
            const s = column * stride - info.padInfo.left + (f % size);
            if (r < 0 || s < 0 || r >= height || s >= width) continue;
            const at = ((n * height + r) * width + s) * channels + c;
            if (best === -1 || x[at] > x[best]) best = at;
          }
          places.push(best);
        }
  return { places, shape: info.outShape };
}

function gradientOf(places: readonly number[], dy: ArrayLike<number>, size: number): Float64Array {
  const dx = new Float64Array(size);
  for (const [o, at] of places.entries()) dx[at] += dy[o];
  return dx;
}

it('is compared with a gradient that agrees with finite differences', () => {
  const one: Case = { shape: [1, 5, 4, 2], size: 3, stride: 2, padding: 1 };
  const x = Float64Array.from(draw(one.shape, 'x'));
  const { places } = maxima(x, one);
  const dy = draw([places.length], 'dy');
  const total = (values: Float64Array) =>
    maxima(values, one).places.reduce((sum, at, o) => sum + values[at] * dy[o], 0);
  for (const [i, slope] of gradientOf(places, dy, x.length).entries()) {
    const moved = (by: number) => total(x.map((v, j) => (j === i ? v + by : v)));
    expect(slope).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 5);
  }
});

describe.each(CASES)('$shape, $size × $size, stride $stride, padding $padding', (one) => {
  it('agrees with float64 loops, forward and backward', async () => {
    // all negative, in coarse steps: padding must not win, and there are ties
    const x = draw(one.shape, 'x').map((v) => Math.round(v) - 5);
    const { places, shape } = maxima(x, one);
    const dy = draw(shape, 'dy');
    const image = tf.tensor4d(x, one.shape);
    const upstream = tf.tensor(dy, shape);
    const run = (v: tf.Tensor) => maxPoolOnGPU(v as tf.Tensor4D, one.size, one.stride, one.padding);
    const y = tf.tidy(() => run(image));
    const dx = tf.grad(run)(image, upstream);
    expect(y.shape).toEqual(shape);
    expect([...(await y.data())]).toEqual(places.map((at) => x[at]));
    expect(relativeError(await dx.data(), gradientOf(places, dy, x.length))).toBeLessThan(1e-6);
    tf.dispose([image, upstream, y, dx]);
  });
});

it('frees every byte and tensor', async () => {
  const gpu = internals();
  const round = async () => {
    const x = tf.tensor4d(draw([1, 4, 4, 2], 'x'), [1, 4, 4, 2]);
    const dx = tf.grad((v) => maxPoolOnGPU(v as tf.Tensor4D, 2, 2, 0))(x);
    await dx.data();
    tf.dispose([x, dx]);
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
