/** Max pooling, averages over the image, and channel scaling, compared with float64 loops. */
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkOps } from '../../layers/ops';
import { draw } from '../draw-case';
import { relativeError } from '../reference-conv';
import { referenceMaxPool } from '../reference-pool';
import { valueAndGradients, type Check, type KernelBackendName } from './check';

type Shape = [number, number, number, number];
interface PoolWindow {
  shape: Shape;
  size: number;
  stride: number;
  padding: 'same' | number;
}

const WINDOWS: PoolWindow[] = [
  { shape: [2, 7, 5, 3], size: 3, stride: 2, padding: 1 },
  { shape: [1, 8, 9, 65], size: 2, stride: 2, padding: 0 },
  { shape: [3, 9, 12, 4], size: 3, stride: 1, padding: 'same' },
];
const IMAGES: Shape[] = [
  [2, 7, 5, 3],
  [3, 3, 3, 65],
];
/** Enough work for WASM to divide among its threads. */
const LARGE_WINDOW: PoolWindow = { shape: [4, 25, 24, 33], size: 3, stride: 2, padding: 1 };
const LARGE_IMAGE: Shape = [4, 24, 23, 20];

function maxPoolCheck(ops: NetworkOps, window: PoolWindow): Check {
  const { shape, size, stride, padding } = window;
  return {
    title: `max-pool [${shape.join(',')}] ${size} × ${size} by ${stride}, padding ${padding}`,
    async errors() {
      const info = tf.backend_util.computePool2DInfo(shape, size, stride, 1, padding);
      // all negative, in coarse steps: padding must not win, and there are ties
      const x = draw(shape, 'x').map((v) => Math.round(v) - 5);
      const dy = draw(info.outShape, 'dy');
      const expected = referenceMaxPool(
        {
          batch: shape[0],
          height: shape[1],
          width: shape[2],
          channels: shape[3],
          size: [size, size],
          stride: [stride, stride],
          padding: [info.padInfo.top, info.padInfo.left],
          outHeight: info.outHeight,
          outWidth: info.outWidth,
        },
        x,
        dy,
      );
      const [y, dx] = await valueAndGradients(
        (image) => ops.maxPool(image as tf.Tensor4D, size, { stride, padding }),
        [tf.tensor(x, shape)],
        tf.tensor(dy, info.outShape),
      );
      return { y: relativeError(y, expected.y), dx: relativeError(dx, expected.dx) };
    },
  };
}

/** Index into `[batch, channels]` of each element of an image. */
function placesIn([batch, height, width, channels]: Shape): number[] {
  const pixels = height * width * channels;
  return Array.from({ length: batch * pixels }, (_, i) => Math.floor(i / pixels) * channels + (i % channels));
}

function averageCheck(ops: NetworkOps, shape: Shape): Check {
  return {
    title: `global average [${shape.join(',')}]`,
    async errors() {
      const [batch, height, width, channels] = shape;
      const places = placesIn(shape);
      const x = draw(shape, 'x');
      const dy = draw([batch, channels], 'dy');
      const means = new Float64Array(batch * channels);
      for (const [i, place] of places.entries()) means[place] += x[i] / (height * width);
      const [y, dx] = await valueAndGradients(
        (image) => ops.globalAveragePool(image as tf.Tensor4D),
        [tf.tensor(x, shape)],
        tf.tensor2d(dy, [batch, channels]),
      );
      const spread = Float64Array.from(places, (place) => dy[place] / (height * width));
      return { y: relativeError(y, means), dx: relativeError(dx, spread) };
    },
  };
}

function scaleCheck(ops: NetworkOps, shape: Shape): Check {
  return {
    title: `channels weighed [${shape.join(',')}]`,
    async errors() {
      const [batch, , , channels] = shape;
      const places = placesIn(shape);
      const [x, dy] = [draw(shape, 'x'), draw(shape, 'dy')];
      const weights = draw([batch, channels], 'weights');
      const sums = new Float64Array(batch * channels);
      for (const [i, place] of places.entries()) sums[place] += x[i] * dy[i];
      const [y, dx, dweights] = await valueAndGradients(
        (image, scale) => ops.scaleChannels(image as tf.Tensor4D, scale as tf.Tensor2D),
        [tf.tensor(x, shape), tf.tensor2d(weights, [batch, channels])],
        tf.tensor(dy, shape),
      );
      const weighed = (values: Float32Array) =>
        Float64Array.from(places, (place, i) => values[i] * weights[place]);
      return {
        y: relativeError(y, weighed(x)),
        dx: relativeError(dx, weighed(dy)),
        dweights: relativeError(dweights, sums),
      };
    },
  };
}

export function poolChecks(backend: KernelBackendName, ops: NetworkOps): Check[] {
  const large = backend === 'wasm';
  const windows = large ? [...WINDOWS, LARGE_WINDOW] : WINDOWS;
  const images = large ? [...IMAGES, LARGE_IMAGE] : IMAGES;
  return [
    ...windows.map((window) => maxPoolCheck(ops, window)),
    ...images.flatMap((shape) => [averageCheck(ops, shape), scaleCheck(ops, shape)]),
  ];
}
