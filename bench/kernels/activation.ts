/** Activations by themselves, after a sum, and after a dense layer. */
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../../src/ml/kernels/activations';
import { differentiated } from './differentiated';
import { float32, sideAt, shapeText, type KernelBench, type KernelRow } from './kernel-bench';
import { image, matrix, vector } from './noise';

function alone(layer: string, activation: Activation, channels: number): KernelRow {
  return {
    what: `${activation}, forward and backward`,
    layer,
    off: { operation: 'activate' },
    at(sizes) {
      const side = sideAt(56, sizes);
      const shape: [number, number, number, number] = [sizes.batch, side, side, channels];
      return {
        shape: shapeText(shape),
        bytes: float32(5 * tf.util.sizeFromShape(shape)),
        start: (ops) => differentiated((x) => ops.activate(x, activation), [image(shape)], image(shape)),
      };
    },
  };
}

const afterSum: KernelRow = {
  what: 'sum and relu, forward and backward',
  layer: 'ResNet50V2, end of a block',
  off: { operation: 'addActivate' },
  at(sizes) {
    const side = sideAt(56, sizes);
    const shape: [number, number, number, number] = [sizes.batch, side, side, 256];
    return {
      shape: shapeText(shape),
      bytes: float32(6 * tf.util.sizeFromShape(shape)),
      start: (ops) =>
        differentiated(
          (a, b) => ops.addActivate(a as tf.Tensor4D, b as tf.Tensor4D, 'relu'),
          [image(shape), image(shape)],
          image(shape),
        ),
    };
  },
};

const dense: KernelRow = {
  what: 'dense layer, bias, hard-swish, forward and backward',
  layer: 'MobileNetV3 small, classifier',
  off: { operation: 'dense' },
  at: ({ batch }) => ({
    shape: `${shapeText([batch, 576])} · ${shapeText([576, 1024])}`,
    flops: 3 * 2 * batch * 576 * 1024,
    start: (ops) =>
      differentiated(
        (x, kernel, bias) =>
          ops.dense(x as tf.Tensor2D, kernel as tf.Tensor2D, bias as tf.Tensor1D, 'hard-swish'),
        [matrix([batch, 576]), matrix([576, 1024]), vector(1024)],
        matrix([batch, 1024]),
      ),
  }),
};

export const activation: KernelBench = {
  file: 'activation',
  rows: [
    alone('ResNet50V2', 'relu', 256),
    alone('MobileNetV2', 'relu6', 144),
    alone('ResNet18 with Mish', 'mish', 64),
    afterSum,
    dense,
  ],
};
