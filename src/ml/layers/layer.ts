/**
 * The layers that a trainable network is made of, as data. A layer reads values by the name of the layer that made
 * them; its own name is also the prefix of its parameters (`layer1/0/conv1` → `layer1/0/conv1/kernel`).
 */
import type { Activation } from '../kernels/activations';
import type { Padding } from '../kernels/conv-geometry';

/** The network's input: a normalised image, `[batch, height, width, 3]`. */
export const INPUT = 'input';

interface Named {
  /** Unique within the network. */
  name: string;
}

/** `kernel` `[size, size, in, out]`; `bias` `[out]` where it has one. */
export interface ConvolutionLayer extends Named {
  op: 'convolution';
  input: string;
  size: number;
  in: number;
  out: number;
  stride: number;
  padding: Padding;
  bias: boolean;
  activation: Activation;
}

/** One filter a channel: `kernel` `[size, size, channels, 1]`; `bias` `[channels]` where it has one. */
export interface DepthwiseLayer extends Named {
  op: 'depthwise';
  input: string;
  size: number;
  channels: number;
  stride: number;
  padding: Padding;
  bias: boolean;
  activation: Activation;
}

/**
 * Batch normalisation, a residual added to it, then the activation: `gamma`, `beta`, `moving_mean` and
 * `moving_variance`, `[channels]` each.
 */
export interface NormLayer extends Named {
  op: 'norm';
  input: string;
  residual: string | null;
  channels: number;
  epsilon: number;
  /** Share of a batch's statistics in the moving averages (PyTorch's momentum; Keras's is one minus it). */
  momentum: number;
  activation: Activation;
  /** γ starts at 0, so that the block starts as its shortcut (Goyal et al. 2017, section 5.1). */
  zeroGamma: boolean;
}

export interface ActivationLayer extends Named {
  op: 'activation';
  input: string;
  activation: Activation;
}

/** The sum of two values of one shape, then the activation. */
export interface AddLayer extends Named {
  op: 'add';
  inputs: readonly [string, string];
  activation: Activation;
}

/** Values joined along the channels. */
export interface ConcatLayer extends Named {
  op: 'concat';
  inputs: readonly string[];
}

export interface MaxPoolLayer extends Named {
  op: 'max-pool';
  input: string;
  size: number;
  stride: number;
  padding: Padding;
  /** The padding is zeros that take part, as a layer of its own before the pool would have it; else it never wins. */
  zeros?: boolean;
}

/** Means of 2 × 2 windows side by side; the last ones of an odd side cover what there is. */
export interface AveragePoolLayer extends Named {
  op: 'average-pool';
  input: string;
}

/** Means over a grid of `height` × `width` windows that cover the image (PyTorch's `AdaptiveAvgPool2d`). */
export interface AdaptiveAveragePoolLayer extends Named {
  op: 'adaptive-average-pool';
  input: string;
  height: number;
  width: number;
}

/** `[batch, height, width, channels]` → `[batch, channels]` */
export interface GlobalAveragePoolLayer extends Named {
  op: 'global-average-pool';
  input: string;
}

/**
 * Channels weighed by what they hold on average (Hu et al. 2018): mean, dense, ReLU, dense, gate, product.
 * `reduce/kernel` `[channels, squeezed]`, `reduce/bias`, `expand/kernel` `[squeezed, channels]`, `expand/bias`.
 */
export interface SqueezeExciteLayer extends Named {
  op: 'squeeze-excite';
  input: string;
  channels: number;
  squeezed: number;
  gate: Activation;
}

/** `[batch, height, width, channels]` → `[batch, height · width · channels]` */
export interface FlattenLayer extends Named {
  op: 'flatten';
  input: string;
}

/** `kernel` `[in, out]`, `bias` `[out]`. */
export interface DenseLayer extends Named {
  op: 'dense';
  input: string;
  in: number;
  out: number;
  activation: Activation;
  /** Height and width of the image that its input was flattened from; null for an input that was none. */
  grid: readonly [height: number, width: number] | null;
}

/** Does nothing but in training, where each value is 0 with this probability and otherwise 1 / (1 − rate) of itself. */
export interface DropoutLayer extends Named {
  op: 'dropout';
  input: string;
  rate: number;
}

/**
 * (x − `moving_mean`) / √`moving_variance`, `[channels]` each: features on one scale, of `[batch, channels]`. They are
 * computed once, of the training side, and stay as they are.
 */
export interface StandardiseLayer extends Named {
  op: 'standardise';
  input: string;
  channels: number;
}

export type Layer =
  | ConvolutionLayer
  | DepthwiseLayer
  | NormLayer
  | ActivationLayer
  | AddLayer
  | ConcatLayer
  | MaxPoolLayer
  | AveragePoolLayer
  | AdaptiveAveragePoolLayer
  | GlobalAveragePoolLayer
  | SqueezeExciteLayer
  | FlattenLayer
  | DenseLayer
  | DropoutLayer
  | StandardiseLayer;

/** Names of the values that a layer reads. */
export function inputsOf(layer: Layer): readonly string[] {
  switch (layer.op) {
    case 'add':
    case 'concat':
      return layer.inputs;
    case 'norm':
      return layer.residual === null ? [layer.input] : [layer.input, layer.residual];
    default:
      return [layer.input];
  }
}
