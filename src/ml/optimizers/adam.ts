/**
 * Adam (Kingma & Ba 2015, algorithm 1) and AdamW (Loshchilov & Hutter 2019, algorithm 2). The numbers are PyTorch's
 * `torch.optim.Adam` and `AdamW`: epsilon is added to the bias-corrected root.
 */
import { add, div, mul, sqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { moveByAdam } from '../kernels/wasm/optimizer-step';
import type { UpdateRule } from './update-rule';

export interface AdamOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Decoupled: each step subtracts learningRate · weightDecay of the weight. 0 gives Adam. */
  weightDecay?: number;
}

/** log β for the device: not infinite for β = 0, whose powers are practically 0 either way. */
const logarithm = (beta: number) => Math.max(Math.log(beta), -100);

/**
 * m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), w ← (1 − ηλ)w − η · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ),
 * v̂ = v / (1 − β₂ᵗ). Both corrections are folded into the step size and ε, which saves two operations per step.
 */
export function adamRule({ beta1, beta2, epsilon, weightDecay = 0 }: AdamOptions): UpdateRule {
  return {
    key: 'adam',
    momentum: beta1,
    slots: ['first', 'second'],

    numbers({ step, learningRate, momentum, decays }) {
      const correction = Math.sqrt(1 - beta2 ** step);
      const rate = (learningRate * correction) / (1 - momentum ** step);
      const kept = decays ? 1 - learningRate * weightDecay : 1;
      const logarithms = [logarithm(momentum), logarithm(beta2)];
      return [rate, epsilon * correction, 1 - momentum, 1 - beta2, kept, ...logarithms];
    },

    withOps(value, gradient, [m, v], [rate, epsilon, share1, share2, kept]) {
      const first = add(m, mul(sub(gradient, m), share1));
      const second = add(v, mul(sub(square(gradient), v), share2));
      const change = div(mul(first, rate), add(sqrt(second), epsilon));
      const decayed: Tensor = kept === 1 ? value : mul(value, kept);
      return { value: sub(decayed, change), state: [first, second] };
    },

    inPlace(value, gradient, [first, second], [rate, epsilon, share1, share2, kept], scale) {
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i] * scale;
        const m = first[i] + (g - first[i]) * share1;
        const v = second[i] + (g * g - second[i]) * share2;
        first[i] = m;
        second[i] = v;
        value[i] = value[i] * kept - (rate * m) / (Math.sqrt(v) + epsilon);
      }
    },

    onWasm: moveByAdam,

    wgsl: `s0 += (g - s0) * n(2u);
    s1 += (g * g - s1) * n(3u);
    w = w * n(4u) - n(0u) * s0 / (sqrt(s1) + n(1u));`,

    recount: `let correction = sqrt(gap(taken * n(6u)) / gap(steps * n(6u)));
    n(0u) *= correction * gap(steps * n(5u)) / gap(taken * n(5u));
    n(1u) *= correction;`,
  };
}
