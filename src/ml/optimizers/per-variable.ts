/**
 * An optimizer that updates one variable after the other: by tfjs operations on any backend, or in one loop on WASM. The
 * scale is read back, which costs nothing on cpu and WASM, and on WebGL no more than reading the logits after each step.
 * On WebGPU a read-back would be slow, and a step skipped there is counted; `WebGPUOptimizer` is for that backend.
 */
import {
  dispose,
  getBackend,
  greater,
  keep,
  mul,
  reshape,
  slice,
  tensor,
  tidy,
  where,
  zeros,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { hasWasmKernels } from '../kernels/wasm/wasm-kernels';
import type { NamedTensors, NamedVariables, Optimizer, OptimizerOptions, OptimizerState } from './optimizer';
import { countsIn, savedSlot, stateKey, stepEntries, StepCounts } from './optimizer-state';
import type { UpdateRule } from './update-rule';
import { emptyOnWasm, isWasm, wasmValues } from './wasm-values';

export class PerVariableOptimizer implements Optimizer {
  private readonly states = new Map<string, Tensor[]>();
  private readonly counts: StepCounts;
  /** Loaded values whose variable has not been seen yet. */
  private loaded = new Map<string, Float32Array>();
  momentum: number;

  constructor(
    private readonly rule: UpdateRule,
    public learningRate: number,
    options: OptimizerOptions = {},
  ) {
    this.counts = new StepCounts(rule, options);
    this.momentum = rule.momentum;
  }

  apply(variables: NamedVariables, gradients: NamedTensors, scale?: Tensor): void {
    const waits = getBackend() !== 'webgpu';
    const factor = scale && waits ? scale.dataSync<'float32'>()[0] : 1;
    // a skipped step is not counted, as with PyTorch's GradScaler
    if (factor === 0) return;
    const times = waits ? factor : (scale ?? 1);
    for (const [name, gradient] of gradients) {
      const variable = variables.get(name);
      if (!variable) throw new Error(`The gradient "${name}" has no variable.`);
      const state = this.stateOf(name, variable);
      const numbers = this.counts.next(name, this);
      if (isWasm()) moveOnWasm(this.rule, variable, gradient, state, numbers, factor);
      else this.states.set(name, moveWithOps(this.rule, variable, gradient, state, numbers, times));
    }
  }

  async state(): Promise<OptimizerState> {
    const saved = stepEntries(this.counts.get());
    for (const [key, values] of this.loaded) saved.set(key, new Float32Array(values));
    const reads = [...this.states].flatMap(([name, tensors]) =>
      tensors.map(async (tensor, slot) => {
        saved.set(stateKey(name, this.rule.slots[slot]), new Float32Array(await tensor.data<'float32'>()));
      }),
    );
    await Promise.all(reads);
    return saved;
  }

  load(state: ReadonlyMap<string, Float32Array>): void {
    this.dispose();
    this.counts.set(countsIn(state));
    const steps = stepEntries(this.counts.get());
    this.loaded = new Map([...state].filter(([key]) => !steps.has(key)));
  }

  dispose(): void {
    for (const tensors of this.states.values()) dispose(tensors);
    this.states.clear();
    this.loaded.clear();
  }

  private stateOf(name: string, { shape, size }: Variable): Tensor[] {
    const known = this.states.get(name);
    if (known) return known;
    const values = this.rule.slots.map((slot) => savedSlot(this.loaded, name, slot, size));
    const made = tidy(() => values.map((one) => keep(one ? tensor(one.slice(), shape) : zeros(shape))));
    for (const slot of this.rule.slots) this.loaded.delete(stateKey(name, slot));
    this.states.set(name, made);
    return made;
  }
}

/** @returns the new state; disposes of the old one. */
function moveWithOps(
  rule: UpdateRule,
  variable: Variable,
  gradient: Tensor,
  state: Tensor[],
  numbers: readonly number[],
  scale: number | Tensor,
): Tensor[] {
  const next = tidy(() => {
    if (scale === 1) return rule.withOps(variable, gradient, state, numbers);
    if (typeof scale === 'number') return rule.withOps(variable, mul(gradient, scale), state, numbers);
    const factor = reshape(slice(reshape(scale, [-1]), 0, 1), []);
    const moved = rule.withOps(variable, mul(gradient, factor), state, numbers);
    const goes = greater(factor, 0);
    return {
      value: where(goes, moved.value, variable),
      state: moved.state.map((tensor, slot) => where(goes, tensor, state[slot])),
    };
  });
  dispose(state);
  variable.assign(next.value);
  next.value.dispose();
  return next.state.map((tensor) => keep(tensor));
}

/** Updates the state in place and writes the variable's new values to a new tensor. */
function moveOnWasm(
  rule: UpdateRule,
  variable: Variable,
  gradient: Tensor,
  state: readonly Tensor[],
  numbers: readonly number[],
  factor: number,
): void {
  const next = emptyOnWasm(variable.shape);
  const [old, value, slope, ...slots] = wasmValues([variable, next, gradient, ...state]);
  if (rule.onWasm && hasWasmKernels())
    rule.onWasm({ from: variable, to: next, gradient, state, scale: factor }, numbers);
  else {
    value.set(old);
    rule.inPlace(value, slope, slots, numbers, factor);
  }
  variable.assign(next);
  next.dispose();
}
