/** The activations of a network's layers, and which of them a kernel can apply before it stores its result. */

export type Activation = 'linear' | 'relu' | 'relu6' | 'mish' | 'hard-swish' | 'hard-sigmoid';

/** Their derivatives follow from their results, so a kernel that applies one need not keep its input. */
export const FUSED_ACTIVATIONS = ['linear', 'relu', 'relu6'] as const satisfies Activation[];
export type FusedActivation = (typeof FUSED_ACTIVATIONS)[number];

export function isFused(activation: string): activation is FusedActivation {
  return (FUSED_ACTIVATIONS as readonly string[]).includes(activation);
}

/** Splits an activation into the part that a kernel applies itself and the part to apply afterwards; one is `linear`. */
export function splitActivation(activation: Activation): [fused: FusedActivation, after: Activation] {
  return isFused(activation) ? [activation, 'linear'] : ['linear', activation];
}
