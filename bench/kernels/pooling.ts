/** Averages over the whole image, and channels scaled by weights. */
import * as tf from '@tensorflow/tfjs-core';
import { differentiated } from './differentiated';
import { float32, sideAt, shapeText, type KernelBench, type KernelRow } from './kernel-bench';
import { image, matrix } from './noise';

function average(layer: string, channels: number): KernelRow {
  return {
    what: 'global average, forward and backward',
    layer,
    off: { operation: 'globalAveragePool' },
    at(sizes) {
      const side = sideAt(7, sizes);
      const shape: [number, number, number, number] = [sizes.batch, side, side, channels];
      return {
        shape: shapeText(shape),
        bytes: float32(2 * tf.util.sizeFromShape(shape), 2 * sizes.batch * channels),
        start: (ops) =>
          differentiated(
            (x) => ops.globalAveragePool(x as tf.Tensor4D),
            [image(shape)],
            matrix([sizes.batch, channels]),
          ),
      };
    },
  };
}

const scale: KernelRow = {
  what: 'channels weighed, forward and backward',
  layer: 'MobileNetV3 small, squeeze and excitation',
  off: { operation: 'scaleChannels' },
  at(sizes) {
    const side = sideAt(14, sizes);
    const shape: [number, number, number, number] = [sizes.batch, side, side, 240];
    return {
      shape: shapeText(shape),
      bytes: float32(5 * tf.util.sizeFromShape(shape)),
      start: (ops) =>
        differentiated(
          (x, weights) => ops.scaleChannels(x as tf.Tensor4D, weights as tf.Tensor2D),
          [image(shape), matrix([sizes.batch, 240])],
          image(shape),
        ),
    };
  },
};

export const pooling: KernelBench = {
  file: 'pooling',
  rows: [average('ResNet18', 512), average('MobileNetV2', 1280), scale],
};
