/**
 * An exponential moving average of the weights, which often judges better than the weights themselves (Polyak & Juditsky
 * 1992). It follows faster at first, as TensorFlow's `ExponentialMovingAverage` with `num_updates` does: else a short
 * training would hardly leave its first weights.
 */
import {
  add,
  clone,
  dispose,
  getBackend,
  keep,
  mul,
  sub,
  tensor,
  tensor1d,
  tidy,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { OnesheetError } from '../../core/errors';
import { internals } from '../kernels/webgpu/internals';
import { blend, exchange, type Pair } from '../kernels/webgpu/multi-tensor-ops';
import { writeTensor } from '../kernels/webgpu/step-graph';
import { usesKernel } from '../kernels/webgpu/switches';
import type { NamedVariables, OptimizerState } from './optimizer';

export interface AveragingOptions {
  /** Share of the old average that is kept. */
  decay: number;
  /** The decay of update t is at most (1 + t) / (10 + t). True by default. */
  warmUp?: boolean;
}

const UPDATES = '|updates';

/** On WebGPU `update` works in place and may be recorded once `prepare` was called; `advance` before each play then. */
export class WeightAverage {
  private readonly averages = new Map<string, Tensor>();
  /** One minus the decay of the update to come: what a recorded step reads. */
  private share: Tensor | null = null;
  private updates = 0;

  constructor(private readonly options: AveragingOptions) {}

  /** Starts the averages of variables as these are. Moving averages of norms may be among them. */
  prepare(variables: NamedVariables): void {
    for (const [name, variable] of variables)
      // of its own memory: a clone would share the variable's, which moves in place
      if (!this.averages.has(name)) this.averages.set(name, keep(mul(variable, 1)));
    this.share ??= keep(tensor1d([0]));
    this.bringToDevice();
  }

  /** After each step, with the variables that it moved. */
  update(variables: NamedVariables): void {
    this.prepare(variables);
    this.advance();
    const { share } = this;
    if (share && usesKernel('multi-tensor-ops')) {
      blend(this.pairs(variables), share);
      return;
    }
    for (const [average, variable, name] of this.pairs(variables)) {
      const next = tidy(() => keep(add(average, mul(sub(variable, average), 1 - this.decay()))));
      average.dispose();
      this.averages.set(name, next);
    }
  }

  /** Counts one more update: before each play of a step that holds one. */
  advance(): void {
    this.updates++;
    if (this.share && getBackend() === 'webgpu')
      writeTensor(internals(), this.share, Float32Array.of(1 - this.decay()));
  }

  /** The averages in the place of the variables while `work` runs, which must not train. */
  async during<T>(variables: NamedVariables, work: () => Promise<T>): Promise<T> {
    this.exchange(variables);
    try {
      return await work();
    } finally {
      this.exchange(variables);
    }
  }

  /** All that is needed to go on from later. */
  async state(): Promise<OptimizerState> {
    const entries = await Promise.all(
      [...this.averages].map(
        async ([name, average]) => [name, new Float32Array(await average.data<'float32'>())] as const,
      ),
    );
    return new Map([...entries, [UPDATES, Float32Array.of(this.updates)]]);
  }

  /**
   * Goes on from what {@link state} gave, for the variables that it was of.
   * @throws OnesheetError `weights-shape` where a variable's average is missing or of another size.
   */
  load(state: ReadonlyMap<string, Float32Array>, variables: NamedVariables): void {
    for (const [name, { shape, size }] of variables) {
      const values = state.get(name);
      if (values?.length !== size)
        throw new OnesheetError(
          'weights-shape',
          `The averaged weights "${name}" have ${values?.length ?? 0} numbers; the variable has ${size}.`,
          'Begin the training anew, or go on with the network that the state is of.',
        );
      this.averages.get(name)?.dispose();
      this.averages.set(name, keep(tensor(values.slice(), shape)));
    }
    this.updates = state.get(UPDATES)?.[0] ?? 0;
    this.bringToDevice();
  }

  dispose(): void {
    dispose([...this.averages.values()]);
    this.averages.clear();
    this.share?.dispose();
    this.share = null;
  }

  /** On WebGPU in place, so that a step recorded before still moves the same tensors. */
  private exchange(variables: NamedVariables): void {
    const pairs = this.pairs(variables);
    if (usesKernel('multi-tensor-ops')) {
      exchange(pairs);
      return;
    }
    for (const [average, variable, name] of pairs) {
      const held = keep(clone(variable));
      variables.get(name)?.assign(average);
      average.dispose();
      this.averages.set(name, held);
    }
  }

  /** What is uploaded while a step is recorded belongs to the recording. */
  private bringToDevice(): void {
    if (getBackend() !== 'webgpu') return;
    const gpu = internals();
    for (const { dataId } of this.averages.values()) gpu.uploadToGPU(dataId);
    if (this.share) gpu.uploadToGPU(this.share.dataId);
  }

  private decay(): number {
    const { decay, warmUp = true } = this.options;
    return warmUp ? Math.min(decay, (1 + this.updates) / (10 + this.updates)) : decay;
  }

  /** Average, variable and name. */
  private pairs(variables: NamedVariables): (Pair & readonly [Tensor, Tensor, string])[] {
    return [...variables].flatMap(([name, variable]) => {
      const average = this.averages.get(name);
      return average ? [[average, variable, name] as const] : [];
    });
  }
}
