/**
 * The operations that a trainable network is computed with, as a table of functions: `plain-ops.ts` makes them of
 * tfjs's own on any backend; kernels of our own plug in as another table. Each is differentiable by tfjs's tape, and
 * leaves nothing behind but its result (call them inside `tf.tidy` or a gradient).
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
  /** The same with `kernel` `[height, width, channels, 1]`, a filter a channel. */
  depthwise(x: Tensor4D, kernel: Tensor4D, settings: ConvolutionSettings): Tensor4D;
  /**
   * activation(γ · (x − μ) / √(σ² + ε) + β [+ residual]) with the batch's own statistics, biased σ². The moving
   * averages, where given, are updated on the way as PyTorch does: by `momentum`, with the unbiased variance.
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
  /** The same with given statistics: what a frozen batch norm does, whether training or not. */
  normInference(
    x: Tensor4D,
    gamma: Tensor1D,
    beta: Tensor1D,
    residual: Tensor4D | null,
    settings: NormSettings & { mean: Tensor1D; variance: Tensor1D },
  ): Tensor4D;
  activate<T extends Tensor>(x: T, activation: Activation): T;
  /** activation(a + b), both of one shape. */
  addActivate(a: Tensor4D, b: Tensor4D, activation: Activation): Tensor4D;
  maxPool(x: Tensor4D, size: number, window: Window): Tensor4D;
  /** Means of 2 × 2 windows side by side; the last ones of an odd side cover what there is. */
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
   * Where these operations keep values in a form of their own (16 bits): the value as any tfjs operation reads it, the
   * tensor itself where it is that already. Missing where every value is.
   */
  asFloat?<T extends Tensor>(x: T): T;
}
