/** A batch norm as a network's operation, including what comes after it, forward and backward. */
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../../src/ml/kernels/activations';
import { asStored } from './convolution-row';
import { differentiated } from './differentiated';
import { float32, sideAt, shapeText, type KernelRow, type KernelSwitch } from './kernel-bench';
import { image, vector } from './noise';

export interface NormLayer {
  layer: string;
  channels: number;
  activation: Activation;
  residual: boolean;
}

/** For a layer whose images have a fourth of the network's side. */
export function normRow(
  { layer, channels, activation, residual }: NormLayer,
  operation: 'normTraining' | 'normInference',
  off: KernelSwitch,
): KernelRow {
  const kind = operation === 'normTraining' ? 'batch norm' : 'frozen norm';
  return {
    what: [kind, residual ? 'residual' : '', activation, 'forward and backward'].filter(Boolean).join(', '),
    layer,
    off,
    at(sizes) {
      const side = sideAt(56, sizes);
      const shape: [number, number, number, number] = [sizes.batch, side, side, channels];
      const elements = tf.util.sizeFromShape(shape);
      return {
        shape: shapeText(shape),
        // in float32: x and y forward; dy, x, y and dx backward; the residual and its gradient
        bytes: float32(elements * (residual ? 8 : 6)),
        start(ops) {
          const given = { mean: vector(channels), variance: tf.tidy(() => tf.square(vector(channels))) };
          const moving = tf.tidy(() => ({
            mean: tf.variable(tf.zeros([channels]), false),
            variance: tf.variable(tf.ones([channels]), false),
          }));
          const inputs: tf.Tensor[] = [asStored(image(shape), ops), vector(channels), vector(channels)];
          if (residual) inputs.push(asStored(image(shape), ops));
          const norm = (...all: tf.Tensor[]) => {
            const [x, gamma, beta, other] = all as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.Tensor4D?];
            const settings = { epsilon: 1e-5, activation, momentum: 0.1, moving, ...given };
            return ops[operation](x, gamma, beta, other ?? null, settings);
          };
          const work = differentiated(norm, inputs, image(shape));
          return {
            run: () => work.run(),
            dispose() {
              work.dispose();
              tf.dispose([given, moving.mean, moving.variance]);
            },
          };
        },
      };
    },
  };
}
