/**
 * Installs our kernels in place of tfjs's on WASM, and removes them again. They add missing gradients and replace slow
 * ones and a wrong one. Each can be switched off. Calls that ours cannot handle (NCHW, several filters per channel) go
 * to tfjs's own kernel if it has one.
 */
import * as tf from '@tensorflow/tfjs-core';
import { convGeometry } from '../conv-geometry';
import { convolutionFilterGradient, convolutionInputGradient } from './convolution';
import { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise';
import { addActivate } from './elementwise';
import { maxPoolGradient } from './pooling';
import { wasmKernels, type WasmKernels } from './wasm-kernels';

/** The tfjs kernels that ours can replace or add. */
export const REPLACEABLE = [
  'Conv2DBackpropFilter',
  'Conv2DBackpropInput',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'MaxPoolGrad',
  'Identity',
  'Add',
] as const;
export type ReplaceableKernel = (typeof REPLACEABLE)[number];

type Sizes = [number, number, number, number];

interface ConvAttributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape?: Sizes;
  inputShape?: Sizes;
  filterSize?: number | [number, number];
}

type Inputs = Record<string, tf.TensorInfo>;
type Ours = (
  wasm: WasmKernels,
  inputs: Inputs,
  attributes: ConvAttributes,
  backend: tf.KernelBackend,
) => tf.TensorInfo | null;

function geometryOf(attributes: ConvAttributes, input: number[], filter: number[], depthwise: boolean) {
  const { strides, dilations = 1, pad, dimRoundingMode } = attributes;
  const info = tf.backend_util.computeConv2DInfo(
    input as Sizes,
    filter as Sizes,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise,
  );
  return convGeometry(info);
}

/** Our kernel's result, or null if tfjs's own has to do it. */
const OURS: Record<ReplaceableKernel, Ours> = {
  Conv2DBackpropFilter(wasm, { x, dy }, attributes) {
    if (attributes.dataFormat === 'NCHW' || !attributes.filterShape) return null;
    return convolutionFilterGradient(
      wasm,
      geometryOf(attributes, x.shape, attributes.filterShape, false),
      x,
      dy,
    );
  },
  Conv2DBackpropInput(wasm, { dy, filter }, attributes) {
    if (attributes.dataFormat === 'NCHW' || !attributes.inputShape) return null;
    const geometry = geometryOf(attributes, attributes.inputShape, filter.shape, false);
    return convolutionInputGradient(wasm, geometry, dy, filter);
  },
  DepthwiseConv2dNativeBackpropFilter(wasm, { x, dy }, attributes) {
    if (attributes.filterShape?.[3] !== 1) return null;
    return depthwiseFilterGradient(
      wasm,
      geometryOf(attributes, x.shape, attributes.filterShape, true),
      x,
      dy,
    );
  },
  DepthwiseConv2dNativeBackpropInput(wasm, { dy, filter }, attributes) {
    if (filter.shape[3] !== 1 || !attributes.inputShape) return null;
    const geometry = geometryOf(attributes, attributes.inputShape, filter.shape, true);
    return depthwiseInputGradient(wasm, geometry, dy, filter);
  },
  MaxPoolGrad(wasm, { dy, input }, { filterSize = 1, strides, pad, dimRoundingMode }) {
    const info = tf.backend_util.computePool2DInfo(
      input.shape as Sizes,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    return maxPoolGradient(wasm, info, input, dy);
  },
  // tfjs's own copies the values, and every tensor that a gradient keeps is such a clone; other backends count references
  Identity(_, { x }, __, backend) {
    if (x.dtype === 'string') return null;
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  },
  // gradients of a value that is used twice are added
  Add(wasm, { a, b }) {
    const alike = a.dtype === 'float32' && b.dtype === 'float32' && tf.util.arraysEqual(a.shape, b.shape);
    return alike ? addActivate(wasm, a, b, 'linear') : null;
  },
};

/**
 * Installs the named kernels (by default all) in tfjs's `wasm` backend, which must be registered.
 * @returns a function that restores the previous kernels.
 */
export function installWasmKernels(names: readonly ReplaceableKernel[] = REPLACEABLE): () => void {
  const restores = names.map((kernelName) => {
    const stock = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
    const kernelFunc: tf.KernelFunc = (call) => {
      const attributes = call.attrs as unknown as ConvAttributes;
      const backend = call.backend as tf.KernelBackend;
      const ours = OURS[kernelName](wasmKernels(backend), call.inputs as Inputs, attributes, backend);
      if (ours) return ours;
      if (!stock) throw new Error(`On WASM, ${kernelName} cannot do this.`);
      return stock.kernelFunc(call);
    };
    if (stock) tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ ...stock, kernelName, backendName: 'wasm', kernelFunc });
    return () => {
      tf.unregisterKernel(kernelName, 'wasm');
      if (stock) tf.registerKernel(stock);
    };
  });
  return () => {
    for (const restore of restores) restore();
  };
}
