/** The activations of a network's layers, and which of them a kernel applies on the way to its result. */

export type Activation = 'linear' | 'relu' | 'relu6' | 'mish' | 'hard-swish' | 'hard-sigmoid';

/** Their results tell their derivatives, so that a kernel that applies one need not keep what it applied it to. */
export const FUSED_ACTIVATIONS = ['linear', 'relu', 'relu6'] as const satisfies Activation[];
export type FusedActivation = (typeof FUSED_ACTIVATIONS)[number];

export function isFused(activation: string): activation is FusedActivation {
  return (FUSED_ACTIVATIONS as readonly string[]).includes(activation);
}

/** What a kernel applies itself, and what is left to apply to its result; one of the two is `linear`. */
export function splitActivation(activation: Activation): [fused: FusedActivation, after: Activation] {
  return isFused(activation) ? [activation, 'linear'] : ['linear', activation];
}
