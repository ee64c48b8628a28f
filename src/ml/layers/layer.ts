/**
 * The layers of a trainable network, as data. A layer refers to its inputs by the names of the layers that compute them;
 * its own name is also the prefix of its parameters (`layer1/0/conv1` → `layer1/0/conv1/kernel`).
 */
import type { Activation } from '../kernels/activations';
import type { Padding } from '../kernels/conv-geometry';

/** The network's input: a normalised image, `[batch, height, width, 3]`. */
export const INPUT = 'input';

interface Named {
  /** Unique within the network. */
  name: string;
}

/** `kernel` `[size, size, in, out]`; `bias` `[out]` if it has one. */
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

/** One filter per channel: `kernel` `[size, size, channels, 1]`; `bias` `[channels]` if it has one. */
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
 * Batch normalisation, plus a residual if there is one, then the activation. Parameters: `gamma`, `beta`, `moving_mean`
 * and `moving_variance`, `[channels]` each.
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

/** The sum of two values of the same shape, then the activation. */
export interface AddLayer extends Named {
  op: 'add';
  inputs: readonly [string, string];
  activation: Activation;
}

/** Values concatenated along the channels. */
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
  /** The padding is zeros that count, like a separate padding layer before the pool; otherwise padding is ignored. */
  zeros?: boolean;
}

/** Means of adjacent 2 × 2 windows; at the end of an odd side, windows are cut off at the border. */
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
 * Squeeze and excitation (Hu et al. 2018): mean over the image, dense, ReLU, dense, gate, product with the channels.
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
  /** Height and width of the image that its input was flattened from; null if the input was not an image. */
  grid: readonly [height: number, width: number] | null;
}

/** Only active in training: sets each value to 0 with this probability, and otherwise scales it by 1 / (1 − rate). */
export interface DropoutLayer extends Named {
  op: 'dropout';
  input: string;
  rate: number;
}

/**
 * (x − `moving_mean`) / √`moving_variance`, `[channels]` each: standardises features `[batch, channels]`. The statistics
 * are computed once, from the training side, and then stay fixed.
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
