/**
 * An exponential moving average of the weights, which often judges better than the weights themselves (Polyak & Juditsky
 * 1992; decay warmed up as in TensorFlow's `ExponentialMovingAverage(num_updates)`, so that a short training counts).
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
  type Variable,
} from '@tensorflow/tfjs-core';
import { internals } from '../kernels/webgpu/internals';
import { blend, exchange, type Pair } from '../kernels/webgpu/multi-tensor-ops';
import { writeTensor } from '../kernels/webgpu/step-graph';
import type { NamedVariables, OptimizerState } from './optimizer';

export interface AveragingOptions {
  decay: number;
  /** The decay of update t is at most (1 + t) / (10 + t). True by default. */
  warmUp?: boolean;
}

const UPDATES = '|updates';

/** On WebGPU `update` works in place and may be recorded; `advance` comes before each play then. */
export class WeightAverage {
  private readonly averages: Map<string, Tensor>;
  private readonly share: Tensor;
  private updates = 0;
  private exchanged = false;

  /** Starts from the variables as they are: moving averages of norms belong among them. */
  constructor(
    private readonly variables: NamedVariables,
    private readonly options: AveragingOptions,
  ) {
    // of its own memory: a clone would share the variable's, which moves in place
    this.averages = new Map([...variables].map(([name, variable]) => [name, keep(mul(variable, 1))]));
    this.share = keep(tensor1d([0]));
    this.bringToDevice();
  }

  /** After each step of the weights. */
  update(): void {
    this.advance();
    if (getBackend() === 'webgpu') {
      blend(this.pairs(), this.share);
      return;
    }
    for (const [name, variable] of this.variables) {
      const average = this.averages.get(name);
      if (!average) continue;
      const next = tidy(() => keep(add(average, mul(sub(variable, average), 1 - this.decay()))));
      average.dispose();
      this.averages.set(name, next);
    }
  }

  /** Counts one more update: before each play of a step that holds one. */
  advance(): void {
    this.updates++;
    if (getBackend() === 'webgpu') writeTensor(internals(), this.share, Float32Array.of(1 - this.decay()));
  }

  /** Puts the averages in the variables' place to evaluate them, or the variables back. */
  exchange(): void {
    this.exchanged = !this.exchanged;
    if (getBackend() === 'webgpu') {
      exchange(this.pairs());
      return;
    }
    for (const [name, variable] of this.variables) {
      const average = this.averages.get(name);
      if (!average) continue;
      const held = keep(clone(variable));
      variable.assign(average);
      average.dispose();
      this.averages.set(name, held);
    }
  }

  /** True while the averages are in the variables' place: nothing may train then. */
  get isExchanged(): boolean {
    return this.exchanged;
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

  /** Goes on from what {@link state} gave; a step recorded before must be recorded again. */
  load(state: ReadonlyMap<string, Float32Array>): void {
    this.updates = state.get(UPDATES)?.[0] ?? 0;
    for (const [name, average] of this.averages) {
      const values = state.get(name);
      if (values?.length !== average.size) throw new Error(`No average of "${name}" of its size was saved.`);
      this.averages.set(name, keep(tensor(values.slice(), average.shape)));
      average.dispose();
    }
    this.bringToDevice();
  }

  dispose(): void {
    dispose([...this.averages.values(), this.share]);
    this.averages.clear();
  }

  /** What is uploaded while a step is recorded belongs to the recording. */
  private bringToDevice(): void {
    if (getBackend() !== 'webgpu') return;
    for (const { dataId } of [...this.averages.values(), this.share]) internals().uploadToGPU(dataId);
  }

  private decay(): number {
    const { decay, warmUp = true } = this.options;
    return warmUp ? Math.min(decay, (1 + this.updates) / (10 + this.updates)) : decay;
  }

  private pairs(): Pair[] {
    return [...this.variables].flatMap(([name, variable]: [string, Variable]): Pair[] => {
      const average = this.averages.get(name);
      return average ? [[average, variable]] : [];
    });
  }
}
