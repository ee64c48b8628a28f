/**
 * Convolutions that add the bias and apply the activation in the same dispatch, in training, too, where tfjs has no
 * gradient for this. A kernel with its own gradient is registered with tfjs, whose tape then computes only the gradients
 * that are needed (those of the images are not).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Padding } from '../conv-geometry';
import type { FusedActivation } from '../activations';
import { gateWithBias } from './activation';

const KERNEL = 'BiasedConv2D';

export interface BiasedConvolution {
  stride: number;
  padding: Padding;
  activation: FusedActivation;
  /** One filter per channel: `kernel` `[height, width, channels, 1]`. */
  depthwise: boolean;
}

interface Attributes extends BiasedConvolution {
  /** Not an input of the tape: {@link gateWithBias} computes its gradient. */
  bias: tf.TensorInfo;
}

let registered = false;

/** Kernels outlive the backends that they are registered for, so once is enough. */
function register(): void {
  if (registered) return;
  registered = true;
  tf.registerKernel({ kernelName: KERNEL, backendName: 'webgpu', kernelFunc: forward });
  tf.registerGradient({
    kernelName: KERNEL,
    inputsToSave: ['x', 'kernel'],
    gradFunc(dy, [x, kernel], attrs) {
      const { depthwise, ...common } = commonAttributes(attrs as unknown as Attributes);
      const run = (name: string, inputs: tf.NamedTensorMap, shape: object) =>
        tf.engine().runKernel<tf.Tensor>(name, inputs, { ...common, ...shape });
      const family = depthwise ? 'DepthwiseConv2dNative' : 'Conv2D';
      const dz = dy as tf.Tensor;
      return {
        x: () => run(`${family}BackpropInput`, { dy: dz, filter: kernel }, { inputShape: x.shape }),
        kernel: () => run(`${family}BackpropFilter`, { x, dy: dz }, { filterShape: kernel.shape }),
      };
    },
  });
}

function commonAttributes({ stride, padding, depthwise }: BiasedConvolution) {
  return { depthwise, strides: [stride, stride], dilations: [1, 1], pad: padding, dataFormat: 'NHWC' };
}

function forward({ inputs, backend, attrs }: Parameters<tf.KernelFunc>[0]) {
  const attributes = attrs as unknown as Attributes;
  const { depthwise, ...common } = commonAttributes(attributes);
  const stock = tf.getKernel(depthwise ? 'FusedDepthwiseConv2D' : 'FusedConv2D', 'webgpu');
  return stock.kernelFunc({
    inputs: { x: inputs.x, filter: inputs.kernel, bias: attributes.bias },
    backend,
    attrs: { ...common, activation: attributes.activation },
  });
}

/**
 * activation(x ∗ kernel + bias), differentiable in all three.
 * @param x `[batch, height, width, in]`; `kernel` `[height, width, in, out]`, `bias` `[out]`.
 */
export function biasedConvolution(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D,
  settings: BiasedConvolution,
): tf.Tensor4D {
  register();
  const attributes: Attributes = { ...settings, bias };
  const y: tf.Tensor4D = tf
    .engine()
    .runKernel(KERNEL, { x, kernel }, attributes as unknown as tf.NamedAttrMap);
  return gateWithBias(y, bias, settings.activation);
}
