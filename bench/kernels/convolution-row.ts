/** A convolution as a network's operation, with bias and activation, forward and backward, in float32 or mixed. */
import * as tf from '@tensorflow/tfjs-core';
import { narrowTensor } from '../../src/ml/kernels/webgpu/half';
import { internals } from '../../src/ml/kernels/webgpu/internals';
import type { Activation } from '../../src/ml/kernels/activations';
import type { NetworkOps } from '../../src/ml/layers/ops';
import { differentiated } from './differentiated';
import { sideAt, shapeText, type KernelRow, type KernelSwitch } from './kernel-bench';
import { image, vector } from './noise';

export interface ConvolutionLayer {
  layer: string;
  side: number;
  channels: number;
  out: number;
  window: number;
  bias: boolean;
  activation: Activation;
}

/** With bias and activation, as in a network without norms. */
export const VGG16_BLOCK: ConvolutionLayer = {
  layer: 'VGG16, block 3',
  side: 56,
  channels: 128,
  out: 256,
  window: 3,
  bias: true,
  activation: 'relu',
};

/** The input in 16 bits, if these operations store values so. */
export function asStored(x: tf.Tensor4D, ops: NetworkOps): tf.Tensor4D {
  if (!ops.asFloat) return x;
  const half = tf.engine().makeTensorFromTensorInfo(narrowTensor(internals(), x));
  x.dispose();
  return half as tf.Tensor4D;
}

/** Stride 1. */
export function convolutionRow(
  operation: 'convolution' | 'depthwise',
  layer: ConvolutionLayer,
  off: KernelSwitch,
): KernelRow {
  const { channels, out, window, bias, activation } = layer;
  const padding = (window - 1) / 2;
  const depthwise = operation === 'depthwise';
  const parts = [
    depthwise ? 'depthwise convolution' : 'convolution',
    bias ? 'bias' : '',
    activation === 'linear' ? '' : activation,
  ];
  return {
    what: `${parts.filter(Boolean).join(', ')}, forward and backward`,
    layer: layer.layer,
    off,
    at(sizes) {
      const side = sideAt(layer.side, sizes);
      const outputs = sizes.batch * side * side * out;
      return {
        shape: `${shapeText([sizes.batch, side, side, channels])} ∗ ${window} × ${window} → ${out}`,
        flops: 3 * 2 * outputs * window * window * (depthwise ? 1 : channels),
        start(ops) {
          const x = asStored(image([sizes.batch, side, side, channels]), ops);
          const inputs: tf.Tensor[] = [x, image([window, window, channels, depthwise ? 1 : out])];
          if (bias) inputs.push(vector(out));
          return differentiated(
            (...given) => {
              const [image, kernel, shift] = given as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D | undefined];
              return ops[operation](image, kernel, { stride: 1, padding, bias: shift ?? null, activation });
            },
            inputs,
            image([sizes.batch, side, side, out]),
          );
        },
      };
    },
  };
}
