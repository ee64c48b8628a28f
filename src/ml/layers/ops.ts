/**
 * The operations that a trainable network is computed with, as a table of functions. `plain-ops.ts` implements them with
 * tfjs's own on any backend; our own kernels are another table. Each can be differentiated by tfjs's tape, and leaves
 * nothing behind but its result (call them inside `tf.tidy` or a gradient).
 */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { Activation } from '../kernels/activations';
import type { Padding } from '../kernels/conv-geometry';

export interface Window {
  stride: number;
  padding: Padding;
}

export interface ConvolutionSettings extends Window {
  /** `[out]`; null for none. */
  bias: Tensor1D | null;
  activation: Activation;
}

export interface NormSettings {
  epsilon: number;
  activation: Activation;
}

export interface NetworkOps {
  /** activation(x ∗ kernel + bias): `x` `[batch, height, width, in]`, `kernel` `[height, width, in, out]`. */
  convolution(x: Tensor4D, kernel: Tensor4D, settings: ConvolutionSettings): Tensor4D;
  /** The same with one filter per channel: `kernel` `[height, width, channels, 1]`. */
  depthwise(x: Tensor4D, kernel: Tensor4D, settings: ConvolutionSettings): Tensor4D;
  /**
   * activation(γ · (x − μ) / √(σ² + ε) + β [+ residual]) with the batch's own statistics, biased σ². Also updates the
   * moving averages, if given, as PyTorch does: by `momentum`, with the unbiased variance.
   */
  normTraining(
    x: Tensor4D,
    gamma: Tensor1D,
    beta: Tensor1D,
    residual: Tensor4D | null,
    settings: NormSettings & {
      momentum: number;
      moving: { mean: Variable; variance: Variable };
    },
  ): Tensor4D;
  /** The same with given statistics: what a frozen batch norm computes, in training or not. */
  normInference(
    x: Tensor4D,
    gamma: Tensor1D,
    beta: Tensor1D,
    residual: Tensor4D | null,
    settings: NormSettings & { mean: Tensor1D; variance: Tensor1D },
  ): Tensor4D;
  activate<T extends Tensor>(x: T, activation: Activation): T;
  /** activation(a + b), both of the same shape. */
  addActivate(a: Tensor4D, b: Tensor4D, activation: Activation): Tensor4D;
  maxPool(x: Tensor4D, size: number, window: Window): Tensor4D;
  /** Means of adjacent 2 × 2 windows; at the end of an odd side, windows are cut off at the border. */
  averagePool(x: Tensor4D): Tensor4D;
  /** PyTorch's `AdaptiveAvgPool2d((height, width))`. */
  adaptiveAveragePool(x: Tensor4D, height: number, width: number): Tensor4D;
  /** `[batch, height, width, channels]` → `[batch, channels]` */
  globalAveragePool(x: Tensor4D): Tensor2D;
  /** activation(x · kernel + bias): `x` `[batch, in]`, `kernel` `[in, out]`. */
  dense(x: Tensor2D, kernel: Tensor2D, bias: Tensor1D, activation: Activation): Tensor2D;
  /** x `[batch, height, width, channels]` times weights `[batch, channels]`. */
  scaleChannels(x: Tensor4D, weights: Tensor2D): Tensor4D;
  /**
   * For operations that store values in a form of their own (16 bits): converts a value to one that any tfjs operation
   * can read, and returns the tensor itself if it already is. Missing if all values are ordinary tensors.
   */
  asFloat?<T extends Tensor>(x: T): T;
}
