/**
 * What all optimizers keep beside their tensors: how many steps each variable has taken, with which numbers it takes the
 * next, and the keys of a saved state.
 */
import { OnesheetError } from '../../core/errors';
import type { OptimizerOptions, OptimizerState } from './optimizer';
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

const STEP = 'step';

/** The key of one slot of a variable. */
export function stateKey(name: string, slot: string): string {
  return `${name}|${slot}`;
}

/** Steps by the variable's name, as entries of a state. */
export function stepEntries(counts: ReadonlyMap<string, number>): OptimizerState {
  return new Map([...counts].map(([name, count]) => [stateKey(name, STEP), Float32Array.of(count)]));
}

/** Steps by the variable's name, from the entries of a state. */
export function countsIn(state: ReadonlyMap<string, Float32Array>): Map<string, number> {
  const suffix = stateKey('', STEP);
  return new Map(
    [...state]
      .filter(([key]) => key.endsWith(suffix))
      .map(([key, values]) => [key.slice(0, -suffix.length), values[0]]),
  );
}

/**
 * The values of a slot that were loaded, or null for none.
 * @throws OnesheetError `weights-shape` where there are more or fewer than the variable has.
 */
export function savedSlot(
  state: ReadonlyMap<string, Float32Array>,
  name: string,
  slot: string,
  size: number,
): Float32Array | null {
  const values = state.get(stateKey(name, slot));
  if (!values) return null;
  if (values.length !== size)
    throw new OnesheetError(
      'weights-shape',
      `The optimizer's state of "${name}" has ${values.length} numbers; the variable has ${size}.`,
      'Begin the training anew, or go on with the network that the state is of.',
    );
  return values;
}
