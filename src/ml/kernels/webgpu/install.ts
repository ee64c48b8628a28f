/**
 * Installs our kernels in place of tfjs's, and removes them again. Each can be switched off. Calls that ours cannot
 * handle (NCHW, several filters per channel) or not as fast go to tfjs's own kernel.
 */
import * as tf from '@tensorflow/tfjs-core';
import { conv2dFilterGradient, conv2dForward, conv2dInputGradient } from './conv2d';
import { convGeometry, type ConvGeometry } from '../conv-geometry';
import { depthwiseFilterGradient, depthwiseForward, depthwiseInputGradient } from './depthwise';
import { type ConvFinish } from './fused-activation';
import { internals } from './internals';
import { isFused } from '../activations';

/** The tfjs kernels that ours can replace. */
export const REPLACEABLE = [
  'Conv2D',
  'FusedConv2D',
  'DepthwiseConv2dNative',
  'FusedDepthwiseConv2D',
  'Conv2DBackpropFilter',
  'Conv2DBackpropInput',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
] as const;
export type ReplaceableKernel = (typeof REPLACEABLE)[number];

interface ConvAttributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape?: [number, number, number, number];
  inputShape?: [number, number, number, number];
  /** Only for fused kernels. */
  activation?: string;
}

interface KernelCall {
  /** tfjs checks that a kernel gets the inputs that its gradient names. */
  inputs: Record<string, tf.TensorInfo>;
  backend: unknown;
  attrs?: unknown;
}

function geometryOf(
  attributes: ConvAttributes,
  inputShape: readonly number[],
  filterShape: readonly number[],
  depthwise: boolean,
) {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attributes.strides,
    attributes.dilations ?? 1,
    attributes.pad,
    attributes.dimRoundingMode,
    depthwise,
  );
  return convGeometry(info);
}

const isNchw = (attributes: ConvAttributes) => attributes.dataFormat === 'NCHW';

/**
 * Whether an input gradient is better left to tfjs, whose kernel skips the taps that fall outside the image. A matrix
 * product cannot skip them, and for the images of 2 or 3 pixels at the end of a network they are half of the work.
 */
function mostlyBorder(g: ConvGeometry): boolean {
  // tfjs's own is wrong with dilation, and slow if it cannot take four channels at a time
  if (g.dilationHeight > 1 || g.dilationWidth > 1) return false;
  if (g.inChannels % 4 !== 0 || g.outChannels % 4 !== 0) return false;
  // the share of an axis's (output, tap) pairs that fall inside the image
  const within = (size: number, out: number, filter: number, stride: number, pad: number) => {
    let inside = 0;
    for (let tap = 0; tap < filter; tap++) {
      const first = Math.max(0, Math.ceil((pad - tap) / stride));
      const last = Math.min(out - 1, Math.floor((size - 1 + pad - tap) / stride));
      inside += Math.max(0, last - first + 1);
    }
    return inside / (out * filter);
  };
  const rows = within(g.inHeight, g.outHeight, g.filterHeight, g.strideHeight, g.padTop);
  const columns = within(g.inWidth, g.outWidth, g.filterWidth, g.strideWidth, g.padLeft);
  return rows * columns < 0.65;
}

/** The bias and activation of a fused kernel; null if ours does not support the activation. */
function finishOf(
  attributes: ConvAttributes,
  { bias, filter, preluActivationWeights }: KernelCall['inputs'],
  depthwise: boolean,
): ConvFinish | null {
  const { activation = 'linear' } = attributes;
  if (preluActivationWeights || !isFused(activation)) return null;
  const channels = filter.shape[depthwise ? 2 : 3];
  if (bias && tf.util.sizeFromShape(bias.shape) !== channels) return null;
  return { bias: bias ?? null, activation };
}

function forward({ inputs, backend, attrs }: KernelCall, depthwise: boolean): tf.TensorInfo | null {
  const attributes = attrs as ConvAttributes;
  const { x, filter } = inputs;
  const finish = finishOf(attributes, inputs, depthwise);
  if (isNchw(attributes) || !finish || x.dtype !== 'float32' || filter.dtype !== 'float32') return null;
  if (depthwise && filter.shape[3] !== 1) return null;
  const geometry = geometryOf(attributes, x.shape, filter.shape, depthwise);
  const gpu = internals(backend as tf.KernelBackend);
  return depthwise
    ? depthwiseForward(gpu, geometry, x, filter, false, finish)
    : conv2dForward(gpu, geometry, x, filter, undefined, finish);
}

/** Our kernel's result, or null if tfjs's kernel has to do it or is faster. */
const OURS: Record<ReplaceableKernel, (call: KernelCall) => tf.TensorInfo | null> = {
  Conv2D: (call) => forward(call, false),
  FusedConv2D: (call) => forward(call, false),
  DepthwiseConv2dNative: (call) => forward(call, true),
  FusedDepthwiseConv2D: (call) => forward(call, true),
  Conv2DBackpropFilter({ inputs, backend, attrs }) {
    const attributes = attrs as ConvAttributes;
    if (isNchw(attributes) || !attributes.filterShape) return null;
    const geometry = geometryOf(attributes, inputs.x.shape, attributes.filterShape, false);
    return conv2dFilterGradient(internals(backend as tf.KernelBackend), geometry, inputs.x, inputs.dy);
  },
  Conv2DBackpropInput({ inputs, backend, attrs }) {
    const attributes = attrs as ConvAttributes;
    if (isNchw(attributes) || !attributes.inputShape) return null;
    const geometry = geometryOf(attributes, attributes.inputShape, inputs.filter.shape, false);
    if (mostlyBorder(geometry)) return null;
    return conv2dInputGradient(internals(backend as tf.KernelBackend), geometry, inputs.dy, inputs.filter);
  },
  DepthwiseConv2dNativeBackpropFilter({ inputs, backend, attrs }) {
    const attributes = attrs as ConvAttributes;
    if (attributes.filterShape?.[3] !== 1) return null;
    const geometry = geometryOf(attributes, inputs.x.shape, attributes.filterShape, true);
    return depthwiseFilterGradient(internals(backend as tf.KernelBackend), geometry, inputs.x, inputs.dy);
  },
  DepthwiseConv2dNativeBackpropInput({ inputs, backend, attrs }) {
    const attributes = attrs as ConvAttributes;
    if (inputs.filter.shape[3] !== 1 || !attributes.inputShape) return null;
    const geometry = geometryOf(attributes, attributes.inputShape, inputs.filter.shape, true);
    return depthwiseInputGradient(internals(backend as tf.KernelBackend), geometry, inputs.dy, inputs.filter);
  },
};

/**
 * Replaces the named kernels of the `webgpu` backend (by default all).
 * @returns a function that restores tfjs's own.
 */
export function installKernels(names: readonly ReplaceableKernel[] = REPLACEABLE): () => void {
  const restores = names.map((kernelName) => {
    const stock = tf.getKernel(kernelName, 'webgpu');
    const kernelFunc: tf.KernelFunc = (call) =>
      OURS[kernelName](call as KernelCall) ?? stock.kernelFunc(call);
    tf.unregisterKernel(kernelName, 'webgpu');
    tf.registerKernel({ ...stock, kernelFunc });
    return () => {
      tf.unregisterKernel(kernelName, 'webgpu');
      tf.registerKernel(stock);
    };
  });
  return () => {
    for (const restore of restores) restore();
  };
}
