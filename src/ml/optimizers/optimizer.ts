/**
 * What every optimizer here is: it moves named variables along their gradients. State (moments, velocities)
 * is kept by the variable's NAME, so that the set of variables may change between steps (staged unfreezing)
 * without one taking another's moments, as tfjs's own optimizers, keyed by index, would.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

export type NamedVariables = ReadonlyMap<string, Variable>;
/** Each of its variable's shape. */
export type NamedTensors = ReadonlyMap<string, Tensor>;

export interface Optimizer {
  /** May be changed between steps: that is how schedules drive it. */
  learningRate: number;
  /**
   * One step. Variables without a gradient stay as they are, and so does their state. The gradients are the
   * caller's to dispose.
   * @throws Error where a gradient has no variable of its name.
   */
  apply(variables: NamedVariables, gradients: NamedTensors): void;
  /** Frees the state. */
  dispose(): void;
}
