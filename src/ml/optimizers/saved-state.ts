/** The keys of a saved state, and what of it waits for its variables. */
import { OnesheetError } from '../../core/errors';
import type { OptimizerState } from './optimizer';

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
