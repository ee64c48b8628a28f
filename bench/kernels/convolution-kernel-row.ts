/** One kernel of a convolution: the product, with or without bias and activation, or a gradient as tfjs's tape requests it. */
import * as tf from '@tensorflow/tfjs-core';
import type { ReplaceableKernel } from '../../src/ml/kernels/webgpu/install';
import type { BatchSize } from '../train/trainer';
import { float32, sideAt, shapeText, type KernelRow, type SizedWork } from './kernel-bench';
import { noise, vector } from './noise';

/** Square images and windows, padded as in PyTorch. */
export interface KernelLayer {
  layer: string;
  /** Side of the layer's input if the network's images have 224 pixels. */
  side: number;
  channels: number;
  /** Output channels; null for one filter per channel. */
  out: number | null;
  window: number;
  stride: number;
}

type Product = 'forward' | 'fused' | 'filter gradient' | 'input gradient';

const KERNELS: Record<Product, { full: ReplaceableKernel; depthwise: ReplaceableKernel }> = {
  forward: { full: 'Conv2D', depthwise: 'DepthwiseConv2dNative' },
  fused: { full: 'FusedConv2D', depthwise: 'FusedDepthwiseConv2D' },
  'filter gradient': { full: 'Conv2DBackpropFilter', depthwise: 'DepthwiseConv2dNativeBackpropFilter' },
  'input gradient': { full: 'Conv2DBackpropInput', depthwise: 'DepthwiseConv2dNativeBackpropInput' },
};

function kernelOf({ out }: KernelLayer, product: Product): ReplaceableKernel {
  return KERNELS[product][out === null ? 'depthwise' : 'full'];
}

function sized(product: Product, layer: KernelLayer, sizes: BatchSize): SizedWork {
  const { channels, out, window, stride } = layer;
  const padding = (window - 1) / 2;
  const side = sideAt(layer.side, sizes);
  const outSide = Math.floor((side + 2 * padding - window) / stride) + 1;
  const x = [sizes.batch, side, side, channels];
  const y = [sizes.batch, outSide, outSide, out ?? channels];
  const w = [window, window, channels, out ?? 1];
  const attributes = { strides: [stride, stride], dilations: [1, 1], pad: padding, dataFormat: 'NHWC' };
  const multiplications = tf.util.sizeFromShape(y) * window * window;
  const given: Record<Product, () => { inputs: tf.NamedTensorMap; attrs: tf.NamedAttrMap }> = {
    forward: () => ({ inputs: { x: noise(x), filter: noise(w) }, attrs: {} }),
    fused: () => ({
      inputs: { x: noise(x), filter: noise(w), bias: vector(out ?? channels) },
      attrs: { activation: 'relu6' },
    }),
    'filter gradient': () => ({ inputs: { x: noise(x), dy: noise(y) }, attrs: { filterShape: w } }),
    'input gradient': () => ({ inputs: { dy: noise(y), filter: noise(w) }, attrs: { inputShape: x } }),
  };
  return {
    shape: `${shapeText(x)} ∗ ${window} × ${window} → ${y[3]}, stride ${stride}`,
    // with one filter per channel, each value takes so few multiplications that memory is the limit
    ...(out === null
      ? { bytes: float32(...[x, y, w].map(tf.util.sizeFromShape)) }
      : { flops: 2 * multiplications * channels }),
    start() {
      const { inputs, attrs } = given[product]();
      return {
        run: () =>
          tf.engine().runKernel<tf.Tensor>(kernelOf(layer, product), inputs, { ...attributes, ...attrs }),
        dispose: () => tf.dispose(inputs),
      };
    },
  };
}

const WHAT: Record<Product, string> = {
  forward: '',
  fused: ', bias, relu6',
  'filter gradient': "'s filter gradient",
  'input gradient': "'s input gradient",
};

export function kernelRow(product: Product, layer: KernelLayer): KernelRow {
  const convolution = layer.out === null ? 'depthwise convolution' : 'convolution';
  return {
    what: `${convolution}${WHAT[product]}`,
    layer: layer.layer,
    off: { replaces: kernelOf(layer, product) },
    at: (sizes) => sized(product, layer, sizes),
  };
}
