/**
 * An exponential moving average of the weights: what is evaluated and kept in place of the weights themselves. It
 * follows faster at first, min(decay, (1 + t) / (10 + t)), as TensorFlow's `ExponentialMovingAverage` with
 * `num_updates` does: else a short training would hardly leave its first weights.
 */
import { add, clone, dispose, keep, mul, sub, tidy, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { NamedVariables } from '../optimizers/optimizer';

export class WeightAverage {
  private readonly averages = new Map<string, Tensor>();
  private updates = 0;

  constructor(private readonly decay: number) {}

  /** After each step, with the variables that it moved. */
  update(variables: NamedVariables): void {
    const share = 1 - Math.min(this.decay, (1 + this.updates) / (10 + this.updates));
    this.updates++;
    for (const [name, variable] of variables) {
      const old = this.averages.get(name);
      const next = tidy(() => keep(old ? add(old, mul(sub(variable, old), share)) : add(variable, 0)));
      old?.dispose();
      this.averages.set(name, next);
    }
  }

  /** The averages in the place of the weights while `work` runs. */
  async during<T>(variables: NamedVariables, work: () => Promise<T>): Promise<T> {
    const own = new Map<string, Tensor>();
    for (const [name, variable] of variables) {
      const average = this.averages.get(name);
      if (!average) continue;
      own.set(
        name,
        tidy(() => keep(add(variable, 0))),
      );
      place(
        variable,
        tidy(() => keep(clone(average))),
      );
    }
    try {
      return await work();
    } finally {
      for (const [name, value] of own) {
        const variable = variables.get(name);
        if (variable) place(variable, value);
      }
    }
  }

  dispose(): void {
    dispose([...this.averages.values()]);
    this.averages.clear();
  }
}

/** Gives the variable the tensor's values, and the tensor up. */
function place(variable: Variable, value: Tensor): void {
  variable.assign(value);
  value.dispose();
}
