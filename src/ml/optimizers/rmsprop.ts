/**
 * RMSProp (Tieleman & Hinton 2012, lecture 6.5) as in PyTorch's `torch.optim.RMSprop`, not centred: epsilon is added to
 * the root.
 */
import { add, div, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { UpdateRule } from './update-rule';

export interface RmsPropOptions {
  /** Share of the old mean square that is kept. */
  rho: number;
  momentum: number;
  epsilon: number;
}

/** s ← ρs + (1 − ρ)g², w ← w − η · g / (√s + ε); with momentum b ← μb + g / (√s + ε), w ← w − ηb. */
export function rmsPropRule({ rho, momentum, epsilon }: RmsPropOptions): UpdateRule {
  const moves = momentum > 0;
  return {
    key: moves ? 'rmsprop momentum' : 'rmsprop',
    momentum,
    slots: moves ? ['square', 'velocity'] : ['square'],
    numbers: ({ learningRate, momentum }) => [learningRate, 1 - rho, epsilon, momentum],

    withOps(value, gradient, [old, velocity], [rate, share, epsilon, momentum]) {
      const mean = add(old, mul(sub(square(gradient), old), share));
      const scaled = div(gradient, add(sqrt(mean), epsilon));
      if (!moves) return { value: sub(value, mul(scaled, rate)), state: [mean] };
      const v = add(mul(velocity, momentum), scaled);
      return { value: sub(value, mul(v, rate)), state: [mean, v] };
    },

    inPlace(value, gradient, state, [rate, share, epsilon, momentum], scale) {
      const [square, velocity] = state;
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i] * scale;
        const s = square[i] + (g * g - square[i]) * share;
        square[i] = s;
        let change = g / (Math.sqrt(s) + epsilon);
        if (moves) {
          change += momentum * velocity[i];
          velocity[i] = change;
        }
        value[i] -= rate * change;
      }
    },

    wgsl: `s0 += (g * g - s0) * n(1u);
    let d = g / (sqrt(s0) + n(2u));
    ${moves ? 's1 = n(3u) * s1 + d; w -= n(0u) * s1;' : 'w -= n(0u) * d;'}`,
  };
}
