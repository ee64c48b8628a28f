/** WGSL of the activations that a kernel applies before it stores its result, and of their derivatives. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedActivation } from '../activations';

/** WGSL of the activation of one value, or of four. */
export function activated(
  activation: FusedActivation,
  value: string,
  type: 'f32' | 'vec4<f32>' = 'f32',
): string {
  if (activation === 'linear') return value;
  return activation === 'relu'
    ? `max(${value}, ${type}(0.0))`
    : `clamp(${value}, ${type}(0.0), ${type}(6.0))`;
}

/** What a convolution applies to its sums: bias and activation. */
export interface ConvFinish {
  /** `[outChannels]` */
  bias: TensorInfo | null;
  activation: FusedActivation;
}

export const UNFINISHED: ConvFinish = { bias: null, activation: 'linear' };

/** WGSL: whether the activation passed the value; `y` is its result. */
export function passes(activation: FusedActivation): string {
  if (activation === 'linear') return 'true';
  return activation === 'relu' ? 'y > 0.0' : '(y > 0.0) & (y < 6.0)';
}
