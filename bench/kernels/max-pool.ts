/** Max pooling and its gradient. */
import * as tf from '@tensorflow/tfjs-core';
import { differentiated } from './differentiated';
import { float32, sideAt, shapeText, type KernelBench, type KernelRow } from './kernel-bench';
import { image } from './noise';

function row(layer: string, size: number, padding: number): KernelRow {
  return {
    what: `max pool ${size} × ${size} by 2, forward and backward`,
    layer,
    off: { operation: 'maxPool' },
    at(sizes) {
      const side = sideAt(112, sizes);
      const outSide = Math.floor((side + 2 * padding - size) / 2) + 1;
      const shape: [number, number, number, number] = [sizes.batch, side, side, 64];
      const outShape: [number, number, number, number] = [sizes.batch, outSide, outSide, 64];
      const window = { stride: 2, padding };
      return {
        shape: shapeText(shape),
        bytes: float32(2 * tf.util.sizeFromShape(shape), 2 * tf.util.sizeFromShape(outShape)),
        start: (ops) =>
          differentiated((x) => ops.maxPool(x as tf.Tensor4D, size, window), [image(shape)], image(outShape)),
      };
    },
  };
}

export const maxPool: KernelBench = {
  file: 'max-pool',
  rows: [row('ResNet18, after the first layer', 3, 1), row('small CNN', 2, 0)],
};
