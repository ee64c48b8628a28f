/**
 * Our kernels as operations that tfjs's tape can differentiate. A gradient is computed only if it is needed: the image
 * that enters the first layer needs none.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { FusedActivation } from '../activations';
import { convGeometry, type ConvGeometry, type Padding } from '../conv-geometry';
import { biasGradient } from './batch-norm';
import { convolutionFilterGradient, convolutionForward, convolutionInputGradient } from './convolution';
import { depthwiseFilterGradient, depthwiseForward, depthwiseInputGradient } from './depthwise';
import { activationGradient, addActivate } from './elementwise';
import { globalAverage, globalAverageGradient } from './pooling';
import { wasmKernels } from './wasm-kernels';

const CONVOLUTION = 'OnesheetConvolution';

interface ConvolutionAttributes {
  stride: number;
  padding: Padding;
  depthwise: boolean;
  activation: FusedActivation;
}

const asTensor = (info: tf.TensorInfo) => tf.engine().makeTensorFromTensorInfo(info);

function geometryOf(
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  attributes: ConvolutionAttributes,
): ConvGeometry {
  const { stride, padding, depthwise } = attributes;
  const sizes = (shape: number[]) => shape as [number, number, number, number];
  const info = tf.backend_util.computeConv2DInfo(
    sizes(x.shape),
    sizes(filter.shape),
    stride,
    1,
    padding,
    undefined,
    depthwise,
  );
  return convGeometry(info);
}

tf.registerKernel({
  kernelName: CONVOLUTION,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const attributes = attrs as unknown as ConvolutionAttributes;
    // every input has a tensor, except that the bias may be missing
    const { x, filter, bias = null } = inputs as Record<string, tf.TensorInfo | undefined>;
    if (!x || !filter) throw new Error('A convolution needs an image and a filter.');
    const forward = attributes.depthwise ? depthwiseForward : convolutionForward;
    const wasm = wasmKernels(backend as tf.KernelBackend);
    return forward(wasm, geometryOf(x, filter, attributes), x, filter, bias, attributes.activation);
  },
});

tf.registerGradient({
  kernelName: CONVOLUTION,
  inputsToSave: ['x', 'filter'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const attributes = attrs as unknown as ConvolutionAttributes;
    const { activation } = attributes;
    const [x, filter, y] = saved;
    const wasm = wasmKernels();
    const geometry = geometryOf(x, filter, attributes);
    // the tape disposes of each gradient's intermediates, so this one is computed for each of the two
    const dz = () =>
      activation === 'linear'
        ? (dy as tf.Tensor)
        : asTensor(activationGradient(wasm, dy as tf.Tensor, y, activation));
    const [ofInput, ofFilter] = attributes.depthwise
      ? [depthwiseInputGradient, depthwiseFilterGradient]
      : [convolutionInputGradient, convolutionFilterGradient];
    return {
      x: () => asTensor(ofInput(wasm, geometry, dz(), filter)),
      filter: () => asTensor(ofFilter(wasm, geometry, x, dz())),
      bias: () => biasGradient(wasm, dy as tf.Tensor, y, activation),
    };
  },
});

/** activation(x ∗ filter + bias); differentiable in all three. */
export function convolve(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | null,
  attributes: ConvolutionAttributes,
): tf.Tensor4D {
  const inputs: tf.NamedTensorMap = bias ? { x, filter, bias } : { x, filter };
  return tf.engine().runKernel(CONVOLUTION, inputs, attributes as unknown as tf.NamedAttrMap) as tf.Tensor4D;
}

/** activation(a + b), both of the same shape. */
export function addThenActivate(a: tf.Tensor4D, b: tf.Tensor4D, activation: FusedActivation): tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [ta, tb, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const wasm = wasmKernels();
    const y = asTensor(addActivate(wasm, ta, tb, activation));
    save([y]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, [sy]: tf.Tensor[]) => {
        const dz = activation === 'linear' ? dy : asTensor(activationGradient(wasm, dy, sy, activation));
        return [tf.clone(dz), tf.clone(dz)];
      },
    };
  });
  return operation(a, b) as tf.Tensor4D;
}

/** ReLU or ReLU6 of every value. */
export function activateFused<T extends tf.Tensor>(x: T, activation: Exclude<FusedActivation, 'linear'>): T {
  const operation = tf.customGrad((...args) => {
    const [tx, save] = args as [tf.Tensor, tf.GradSaveFunc];
    const wasm = wasmKernels();
    const y = asTensor(addActivate(wasm, tx, null, activation));
    save([y]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, [sy]: tf.Tensor[]) => asTensor(activationGradient(wasm, dy, sy, activation)),
    };
  });
  return operation(x) as T;
}

/** `[batch, height, width, channels]` → `[batch, channels]` */
export function averageOfImage(x: tf.Tensor4D): tf.Tensor2D {
  const operation = tf.customGrad((...args) => {
    const [tx] = args as [tf.Tensor4D, tf.GradSaveFunc];
    const { shape } = tx;
    const wasm = wasmKernels();
    return {
      value: asTensor(globalAverage(wasm, tx)),
      gradFunc: (dy: tf.Tensor) => asTensor(globalAverageGradient(wasm, dy, shape)),
    };
  });
  return operation(x) as tf.Tensor2D;
}

/** activation(x · kernel + bias), computed as a convolution of one-pixel images. */
export function multiplyDense(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D,
  activation: FusedActivation,
): tf.Tensor2D {
  const [batch, inputs] = x.shape;
  const outputs = kernel.shape[1];
  const y = convolve(
    tf.reshape(x, [batch, 1, 1, inputs]),
    tf.reshape(kernel, [1, 1, inputs, outputs]),
    bias,
    { stride: 1, padding: 0, depthwise: false, activation },
  );
  return tf.reshape(y, [batch, outputs]);
}
