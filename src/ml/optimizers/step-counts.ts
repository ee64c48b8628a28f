/** How many steps each variable has taken, and with which numbers it takes the next: what all backends share. */
import type { OptimizerOptions } from './optimizer';
import type { StepOfVariable, UpdateRule } from './update-rule';

/** Weight decay is for kernels; biases and norms are spared (He et al. 2018, "Bag of Tricks", section 3.1). */
export function isDecayed(name: string): boolean {
  return name.endsWith('/kernel');
}

export class StepCounts {
  private counts = new Map<string, number>();

  constructor(
    private readonly rule: UpdateRule,
    private readonly options: OptimizerOptions,
  ) {}

  /** Counts one more step of the variable. */
  next(
    name: string,
    { learningRate, momentum }: Pick<StepOfVariable, 'learningRate' | 'momentum'>,
  ): number[] {
    const step = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, step);
    const { rateOf, decays = isDecayed } = this.options;
    return this.rule.numbers({
      step,
      learningRate: learningRate * (rateOf?.(name) ?? 1),
      momentum,
      decays: decays(name),
    });
  }

  /** Steps by name. */
  get(): ReadonlyMap<string, number> {
    return this.counts;
  }

  set(counts: ReadonlyMap<string, number>): void {
    this.counts = new Map(counts);
  }
}
