/** Activations that a kernel applies on the way to its result, which tells their derivative. WGSL of both. */
import type { Activation } from '../../layers/layer';

export const FUSED_ACTIVATIONS = ['linear', 'relu', 'relu6'] as const satisfies Activation[];
export type FusedActivation = (typeof FUSED_ACTIVATIONS)[number];

export function isFused(activation: Activation): activation is FusedActivation {
  return (FUSED_ACTIVATIONS as readonly Activation[]).includes(activation);
}

/** WGSL of the activation of a value. */
export function activated(activation: FusedActivation, value: string): string {
  if (activation === 'linear') return value;
  return activation === 'relu' ? `max(${value}, 0.0)` : `clamp(${value}, 0.0, 6.0)`;
}

/** WGSL: whether the activation let the value through; `y` is its result. */
export function passes(activation: FusedActivation): string {
  if (activation === 'linear') return 'true';
  return activation === 'relu' ? 'y > 0.0' : '(y > 0.0) & (y < 6.0)';
}
