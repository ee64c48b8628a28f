/** Activations that our kernels apply on the way, by the numbers of `assembly/simd.ts`. */
import type { Activation } from '../../layers/layer';

export type FusedActivation = 'linear' | 'relu' | 'relu6';

export const ACTIVATION_CODES: Record<FusedActivation, number> = { linear: 0, relu: 1, relu6: 2 };

export function isFused(activation: Activation): activation is FusedActivation {
  return activation in ACTIVATION_CODES;
}
