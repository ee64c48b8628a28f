/** WGSL of the activations that a kernel applies on the way to its result, and of their derivatives. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedActivation } from '../activations';

/** WGSL of the activation of a value, or of four. */
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

/** What a convolution adds and applies to its sums. */
export interface ConvFinish {
  /** `[outChannels]` */
  bias: TensorInfo | null;
  activation: FusedActivation;
}

export const UNFINISHED: ConvFinish = { bias: null, activation: 'linear' };

/** WGSL: whether the activation let the value through; `y` is its result. */
export function passes(activation: FusedActivation): string {
  if (activation === 'linear') return 'true';
  return activation === 'relu' ? 'y > 0.0' : '(y > 0.0) & (y < 6.0)';
}
