/**
 * An exponential moving average of the weights, which often generalises better than the weights themselves (Polyak &
 * Juditsky 1992). It follows faster at first, like TensorFlow's `ExponentialMovingAverage` with `num_updates`: otherwise a
 * short training would hardly move away from its initial weights.
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

/** On WebGPU, `update` works in place and can be recorded after `prepare`; call `advance` before each play then. */
export class WeightAverage {
  private readonly averages = new Map<string, Tensor>();
  /** One minus the decay of the next update: what a recorded step reads. */
  private share: Tensor | null = null;
  private updates = 0;

  constructor(private readonly options: AveragingOptions) {}

  /** Starts the averages at the variables' current values. They may include the moving averages of norms. */
  prepare(variables: NamedVariables): void {
    for (const [name, variable] of variables)
      // in separate memory: a clone would share the variable's, which changes in place
      if (!this.averages.has(name)) this.averages.set(name, keep(mul(variable, 1)));
    this.share ??= keep(tensor1d([0]));
    this.bringToDevice();
  }

  /** Call it after each step, with the variables that the step updated. */
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

  /** Counts one more update: call it before each play of a step that contains one. */
  advance(): void {
    this.updates++;
    if (this.share && getBackend() === 'webgpu')
      writeTensor(internals(), this.share, Float32Array.of(1 - this.decay()));
  }

  /** Replaces the variables by the averages while `work` runs, which must not train. */
  async during<T>(variables: NamedVariables, work: () => Promise<T>): Promise<T> {
    this.exchange(variables);
    try {
      return await work();
    } finally {
      this.exchange(variables);
    }
  }

  /** The complete state, to continue from later. */
  async state(): Promise<OptimizerState> {
    const entries = await Promise.all(
      [...this.averages].map(
        async ([name, average]) => [name, new Float32Array(await average.data<'float32'>())] as const,
      ),
    );
    return new Map([...entries, [UPDATES, Float32Array.of(this.updates)]]);
  }

  /**
   * Continues from what {@link state} returned, for the same variables.
   * @throws OnesheetError `weights-shape` if a variable's average is missing or has another size.
   */
  load(state: ReadonlyMap<string, Float32Array>, variables: NamedVariables): void {
    for (const [name, { shape, size }] of variables) {
      const values = state.get(name);
      if (values?.length !== size)
        throw new OnesheetError(
          'weights-shape',
          `The averaged weights "${name}" have ${values?.length ?? 0} numbers; the variable has ${size}.`,
          'Start the training again, or continue with the network that the state belongs to.',
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

  /** In place on WebGPU, so that a step recorded before still updates the same tensors. */
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

  /** Uploads now, since a tensor uploaded while a step is recorded belongs to the recording. */
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
