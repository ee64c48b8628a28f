/**
 * Adam (Kingma & Ba 2015, algorithm 1), one state a variable. The numbers are PyTorch's `torch.optim.Adam`
 * and tfjs's `tf.train.adam`: epsilon is added to the bias-corrected root.
 */
import { add, keep, mul, div, sqrt, square, sub, tidy, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors, NamedVariables, Optimizer } from './optimizer';

export interface AdamOptions {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** First and second moment of one variable, and the steps that it has taken. */
interface Moments {
  step: number;
  first: Tensor;
  second: Tensor;
}

/**
 * m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), w ← w − η · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ),
 * v̂ = v / (1 − β₂ᵗ). Both corrections are folded into the step size and ε, which saves two operations a step.
 */
export class Adam implements Optimizer {
  learningRate: number;
  private readonly moments = new Map<string, Moments>();

  constructor(private readonly options: AdamOptions) {
    this.learningRate = options.learningRate;
  }

  apply(variables: NamedVariables, gradients: NamedTensors): void {
    for (const [name, gradient] of gradients) {
      const variable = variables.get(name);
      if (!variable) throw new Error(`The gradient "${name}" has no variable.`);
      const moments = this.momentsOf(name, variable);
      const next = tidy(() => this.step(variable, gradient, moments));
      moments.first.dispose();
      moments.second.dispose();
      this.moments.set(name, { step: moments.step + 1, first: next.first, second: next.second });
      variable.assign(next.value);
      next.value.dispose();
    }
  }

  dispose(): void {
    for (const { first, second } of this.moments.values()) {
      first.dispose();
      second.dispose();
    }
    this.moments.clear();
  }

  private momentsOf(name: string, like: Tensor): Moments {
    const known = this.moments.get(name);
    if (known) return known;
    return tidy(() => ({ step: 0, first: keep(zerosLike(like)), second: keep(zerosLike(like)) }));
  }

  private step(
    value: Tensor,
    gradient: Tensor,
    moments: Moments,
  ): { value: Tensor; first: Tensor; second: Tensor } {
    const { beta1, beta2, epsilon } = this.options;
    const step = moments.step + 1;
    const correction = Math.sqrt(1 - beta2 ** step);
    const rate = (this.learningRate * correction) / (1 - beta1 ** step);
    const first = add(moments.first, mul(sub(gradient, moments.first), 1 - beta1));
    const second = add(moments.second, mul(sub(square(gradient), moments.second), 1 - beta2));
    const change = div(mul(first, rate), add(sqrt(second), epsilon * correction));
    return { value: sub(value, change), first, second };
  }
}
