/**
 * What all optimizers keep in addition to their tensors: the number of steps of each variable, the numbers for the next
 * step, and the keys of a saved state.
 */
import { OnesheetError } from '../../core/errors';
import type { OptimizerOptions, OptimizerState } from './optimizer';
import type { StepOfVariable, UpdateRule } from './update-rule';

/** Weight decay applies to kernels, not to biases and norms (He et al. 2018, "Bag of Tricks", section 3.1). */
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

  /** Number of steps, by name. */
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

/** Step counts by variable name → entries of a state. */
export function stepEntries(counts: ReadonlyMap<string, number>): OptimizerState {
  return new Map([...counts].map(([name, count]) => [stateKey(name, STEP), Float32Array.of(count)]));
}

/** Entries of a state → step counts by variable name. */
export function countsIn(state: ReadonlyMap<string, Float32Array>): Map<string, number> {
  const suffix = stateKey('', STEP);
  return new Map(
    [...state]
      .filter(([key]) => key.endsWith(suffix))
      .map(([key, values]) => [key.slice(0, -suffix.length), values[0]]),
  );
}

/**
 * The loaded values of a slot, or null if there are none.
 * @throws OnesheetError `weights-shape` if their number differs from the variable's.
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
      'Start the training again, or continue with the network that the state belongs to.',
    );
  return values;
}
