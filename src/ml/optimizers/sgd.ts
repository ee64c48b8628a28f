/**
 * Stochastic gradient descent with momentum, as in PyTorch's `torch.optim.SGD`: the velocity accumulates gradients, not
 * steps, so that a change of the learning rate takes effect at once. Nesterov's form after Sutskever et al. 2013.
 */
import { add, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { moveBySgd } from '../kernels/wasm/optimizer-step';
import type { UpdateRule } from './update-rule';

export interface SgdOptions {
  momentum: number;
  nesterov: boolean;
  /** Added to the gradient: weightDecay · weight. */
  weightDecay: number;
}

/** g ← g + λw, v ← μv + g, w ← w − ηv; with Nesterov w ← w − η(g + μv). */
export function sgdRule({ momentum, nesterov, weightDecay }: SgdOptions): UpdateRule {
  if (momentum === 0) return plainSgd(weightDecay);
  return {
    key: nesterov ? 'sgd nesterov' : 'sgd momentum',
    momentum,
    slots: ['velocity'],
    numbers: ({ learningRate, momentum, decays }) => [learningRate, decays ? weightDecay : 0, momentum],

    withOps(value, gradient, [velocity], [rate, decay, momentum]) {
      const g = withDecay(value, gradient, decay);
      const v = add(mul(velocity, momentum), g);
      const change: Tensor = nesterov ? add(g, mul(v, momentum)) : v;
      return { value: sub(value, mul(change, rate)), state: [v] };
    },

    inPlace(value, gradient, [velocity], [rate, decay, momentum], scale) {
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i] * scale + decay * value[i];
        const v = momentum * velocity[i] + g;
        velocity[i] = v;
        value[i] -= rate * (nesterov ? g + momentum * v : v);
      }
    },

    onWasm: (move, numbers) => moveBySgd(move, numbers, nesterov),

    wgsl: `let d = g + n(1u) * w;
    s0 = n(2u) * s0 + d;
    w -= n(0u) * ${nesterov ? '(d + n(2u) * s0)' : 's0'};`,
  };
}

function plainSgd(weightDecay: number): UpdateRule {
  return {
    key: 'sgd',
    momentum: 0,
    slots: [],
    numbers: ({ learningRate, decays }) => [learningRate, decays ? weightDecay : 0],

    withOps: (value, gradient, _, [rate, decay]) => ({
      value: sub(value, mul(withDecay(value, gradient, decay), rate)),
      state: [],
    }),

    inPlace(value, gradient, _, [rate, decay], scale) {
      for (let i = 0; i < value.length; i++) value[i] -= rate * (gradient[i] * scale + decay * value[i]);
    },

    wgsl: 'w -= n(0u) * (g + n(1u) * w);',
  };
}

function withDecay(value: Tensor, gradient: Tensor, decay: number): Tensor {
  return decay === 0 ? gradient : add(gradient, mul(value, decay));
}
