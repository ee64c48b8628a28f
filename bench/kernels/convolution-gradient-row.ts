/** A gradient of a convolution, as tfjs's tape asks for it. */
import * as tf from '@tensorflow/tfjs-core';
import type { BatchSize } from '../train/trainer';
import { float32, sideAt, shapeText, type KernelRow, type SizedWork } from './kernel-bench';
import { noise } from './noise';

/** Square images and windows, padded as in PyTorch. */
export interface GradientLayer {
  layer: string;
  /** Where the network's images have 224 pixels. */
  side: number;
  channels: number;
  /** Null for a filter a channel. */
  out: number | null;
  window: number;
  stride: number;
}

type Of = 'Filter' | 'Input';

function sized(of: Of, layer: GradientLayer, sizes: BatchSize): SizedWork {
  const { channels, out, window, stride } = layer;
  const padding = (window - 1) / 2;
  const side = sideAt(layer.side, sizes);
  const outSide = Math.floor((side + 2 * padding - window) / stride) + 1;
  const x = [sizes.batch, side, side, channels];
  const y = [sizes.batch, outSide, outSide, out ?? channels];
  const w = [window, window, channels, out ?? 1];
  const attributes = { strides: [stride, stride], dilations: [1, 1], pad: padding, dataFormat: 'NHWC' };
  const multiplications = tf.util.sizeFromShape(y) * window * window;
  return {
    shape: `${shapeText(x)} ∗ ${window} × ${window} → ${y[3]}, stride ${stride}`,
    // a filter a channel multiplies each value so few times that memory is what limits
    ...(out === null
      ? { bytes: float32(...[x, y, w].map(tf.util.sizeFromShape)) }
      : { flops: 2 * multiplications * channels }),
    start() {
      const dy = noise(y);
      const inputs: tf.NamedTensorMap = of === 'Filter' ? { x: noise(x), dy } : { dy, filter: noise(w) };
      const shape: tf.NamedAttrMap = of === 'Filter' ? { filterShape: w } : { inputShape: x };
      const kernel = kernelOf(layer, of);
      return {
        run: () => tf.engine().runKernel<tf.Tensor>(kernel, inputs, { ...attributes, ...shape }),
        dispose: () => tf.dispose(inputs),
      };
    },
  };
}

function kernelOf({ out }: GradientLayer, of: Of) {
  return out === null ? (`DepthwiseConv2dNativeBackprop${of}` as const) : (`Conv2DBackprop${of}` as const);
}

export function gradientRow(of: Of, layer: GradientLayer): KernelRow {
  const convolution = layer.out === null ? 'depthwise convolution' : 'convolution';
  return {
    what: `${convolution}'s ${of.toLowerCase()} gradient`,
    layer: layer.layer,
    off: { replaces: kernelOf(layer, of) },
    at: (sizes) => sized(of, layer, sizes),
  };
}
