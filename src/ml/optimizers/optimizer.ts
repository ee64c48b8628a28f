/**
 * What every optimizer here is: it moves named variables along their gradients. State (moments, velocities)
 * is kept by the variable's NAME, so that the set of variables may change between steps (staged unfreezing)
 * without one taking another's moments, as tfjs's own optimizers, keyed by index, would.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

export type NamedVariables = ReadonlyMap<string, Variable>;
/** Each of its variable's shape. */
export type NamedTensors = ReadonlyMap<string, Tensor>;

/** Values by a key that names variable and slot: what a checkpoint holds. */
export type OptimizerState = Map<string, Float32Array<ArrayBuffer>>;

export interface Optimizer {
  /** May be changed between steps: that is how schedules drive it. */
  learningRate: number;
  /**
   * SGD's and RMSProp's momentum, Adam's β₁, which may be changed between steps too. It stays without effect where the
   * optimizer was made without a momentum: there is nothing then that would gather it.
   */
  momentum: number;
  /**
   * One step, in place where the backend allows it: clones of a variable move with it. Variables without a gradient
   * stay as they are, and so does their state. The gradients are the caller's to dispose.
   * @param scale Its first number is what every gradient is multiplied by (clipping, loss scaling), on the device;
   *   where it is 0 nothing moves, no moment changes and no step is counted, whatever the gradients are.
   * @throws Error where a gradient has no variable of its name.
   */
  apply(variables: NamedVariables, gradients: NamedTensors, scale?: Tensor): void;
  /** All that it knows of its variables, to go on from later. */
  state(): Promise<OptimizerState>;
  /**
   * Goes on from what {@link state} gave; a step recorded before must be recorded again.
   * @throws OnesheetError `weights-shape` at the next step, where a variable has another size than its state.
   */
  load(state: ReadonlyMap<string, Float32Array>): void;
  /** Frees the state. */
  dispose(): void;
}

/** One whose `apply` may be recorded as part of a `StepGraph`. */
export interface RecordableOptimizer extends Optimizer {
  /** Makes the state of variables. Must come before recording, or `apply` once: what is recorded must make nothing. */
  prepare(variables: NamedVariables): void;
  /** Counts one more step of the variables of the last `apply`, with the learning rate of now: before each `play`. */
  advance(): void;
}

export interface OptimizerOptions {
  /** Factor of a variable's learning rate (by depth, say); 1 for all by default. */
  rateOf?: (name: string) => number;
  /** Whether weight decay is for this variable; by default for kernels alone, not for biases and norms. */
  decays?: (name: string) => boolean;
}
