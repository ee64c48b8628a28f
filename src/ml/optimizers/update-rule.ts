/**
 * The arithmetic of an optimizer, independent of where it runs: the same step as tfjs operations, as a loop over arrays
 * and as WGSL. What depends on the step number is computed once per step, in float64, and passed as a row of numbers.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OptimizerMove } from '../kernels/wasm/optimizer-step';

/** Length of a row on the device: the rule's numbers, and last the step count that they belong to. */
export const ROW = 8;

export interface StepOfVariable {
  /** 1 for the variable's first step. */
  step: number;
  learningRate: number;
  /** Momentum of this step: see {@link UpdateRule.momentum}. */
  momentum: number;
  decays: boolean;
}

export interface UpdateRule {
  /** Key of the WGSL: rules with the same key have the same code. */
  readonly key: string;
  /** The momentum or its counterpart (Adam's β₁), unless a step overrides it; 0 for none. */
  readonly momentum: number;
  /** Names of each variable's state tensors, which have its shape and start at zero. */
  readonly slots: readonly string[];
  /** The numbers for one step of one variable, fewer than {@link ROW}; the functions below read them by index. */
  numbers(step: StepOfVariable): number[];
  /** The updated value and the new state, as tfjs operations; call it inside a tidy. */
  withOps(
    value: Tensor,
    gradient: Tensor,
    state: readonly Tensor[],
    numbers: readonly number[],
  ): { value: Tensor; state: Tensor[] };
  /** Updates value and state in place; gradients are multiplied by `scale`. */
  inPlace(
    value: Float32Array,
    gradient: Float32Array,
    state: readonly Float32Array[],
    numbers: readonly number[],
    scale: number,
  ): void;
  /** The same by a WASM kernel, if there is one: state in place, the variable from one tensor to another. */
  onWasm?(move: OptimizerMove, numbers: readonly number[]): void;
  /** WGSL that updates `w` and `s0`, `s1` (variables) by the gradient `g`; the numbers are `n(0u)`, `n(1u)` … */
  readonly wgsl: string;
  /**
   * WGSL that converts a row for `steps` steps (`n(0u)` …, changed in place) to one for the smaller number `taken`: some
   * were skipped, and only the device knows how many. `gap(x)` is 1 − eˣ. Missing if the numbers do not depend on it.
   */
  readonly recount?: string;
}
