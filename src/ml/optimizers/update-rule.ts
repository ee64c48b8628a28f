/**
 * The arithmetic of one optimizer, apart from where it runs: the same step as tfjs operations, as a loop over arrays
 * and as WGSL. What depends on the step's number is computed once a step, in float64, into a row of numbers.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OptimizerMove } from '../kernels/wasm/optimizer-step';

/** Numbers of a row on the device: those of a rule, and last the count of steps that they are for. */
export const ROW = 8;

export interface StepOfVariable {
  /** 1 for its first step. */
  step: number;
  learningRate: number;
  /** Of this step: see {@link UpdateRule.momentum}. */
  momentum: number;
  decays: boolean;
}

export interface UpdateRule {
  /** Names the WGSL: rules of one key have the same. */
  readonly key: string;
  /** The momentum, or what is called so elsewhere (Adam's β₁), unless another is given with a step; 0 for none. */
  readonly momentum: number;
  /** Names of the state that each variable has, of its shape, zero at first. */
  readonly slots: readonly string[];
  /** The numbers of one step of one variable, fewer than {@link ROW}; the functions below read them by their index. */
  numbers(step: StepOfVariable): number[];
  /** The moved value and the new state, as tfjs operations; to be called in a tidy. */
  withOps(
    value: Tensor,
    gradient: Tensor,
    state: readonly Tensor[],
    numbers: readonly number[],
  ): { value: Tensor; state: Tensor[] };
  /** Moves value and state in place; gradients are taken times `scale`. */
  inPlace(
    value: Float32Array,
    gradient: Float32Array,
    state: readonly Float32Array[],
    numbers: readonly number[],
    scale: number,
  ): void;
  /** The same by a WASM kernel, for a rule that has one; state in place, the variable from one tensor to another. */
  onWasm?(move: OptimizerMove, numbers: readonly number[]): void;
  /** WGSL that moves `w` and `s0`, `s1` (variables) by the gradient `g`; the numbers are `n(0u)`, `n(1u)` … */
  readonly wgsl: string;
  /**
   * WGSL that makes of a row for `steps` steps (`n(0u)` …, which it changes) one for `taken`, which are fewer: some were
   * skipped, and only the device knows how many. `gap(x)` is 1 − eˣ. Where the numbers do not depend on it, none.
   */
  readonly recount?: string;
}
