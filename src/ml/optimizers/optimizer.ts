/**
 * The interface of every optimizer: it updates named variables by their gradients. State (moments, velocities) is kept by
 * the variable's NAME, so that the set of variables can change between steps (staged unfreezing) without a variable
 * getting another's moments, as happens with tfjs's own optimizers, which are keyed by index.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

export type NamedVariables = ReadonlyMap<string, Variable>;
/** Each has its variable's shape. */
export type NamedTensors = ReadonlyMap<string, Tensor>;

/** Values by a key that names variable and slot: what a checkpoint stores. */
export type OptimizerState = Map<string, Float32Array<ArrayBuffer>>;

export interface Optimizer {
  /** Can be changed between steps, as schedules do. */
  learningRate: number;
  /**
   * SGD's and RMSProp's momentum, Adam's β₁; can be changed between steps, too. Has no effect if the optimizer was created
   * without momentum, since it then has no velocity.
   */
  momentum: number;
  /**
   * One step, in place if the backend allows it: clones of a variable then change with it. Variables without a gradient
   * do not change, nor does their state. The caller disposes of the gradients.
   * @param scale Every gradient is multiplied by its first number (clipping, loss scaling), on the device. If that is 0,
   *   no variable and no moment changes and no step is counted, whatever the gradients are.
   * @throws Error if a gradient has no variable of its name.
   */
  apply(variables: NamedVariables, gradients: NamedTensors, scale?: Tensor): void;
  /** The complete state of its variables, to continue from later. */
  state(): Promise<OptimizerState>;
  /**
   * Continues from what {@link state} returned; a step recorded before must be recorded again.
   * @throws OnesheetError `weights-shape` at the next step, if a variable's size differs from its state's.
   */
  load(state: ReadonlyMap<string, Float32Array>): void;
  /** Frees the state. */
  dispose(): void;
}

/** An optimizer whose `apply` can be recorded as part of a `StepGraph`. */
export interface RecordableOptimizer extends Optimizer {
  /** Creates the state of variables. Call it, or `apply` once, before recording: recorded work must create nothing. */
  prepare(variables: NamedVariables): void;
  /** Counts one more step of the variables of the last `apply`, with the current learning rate: call it before each `play`. */
  advance(): void;
}

export interface OptimizerOptions {
  /** Factor of a variable's learning rate (by depth, for example); by default 1 for all. */
  rateOf?: (name: string) => number;
  /** Whether weight decay applies to this variable; by default only to kernels, not to biases and norms. */
  decays?: (name: string) => boolean;
}
