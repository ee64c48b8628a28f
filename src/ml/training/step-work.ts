/**
 * The work of one training step, independent of how it is run: forward, gradient of the loss, backward, and an update of
 * the weights after one batch or several. In mixed precision the gradient is scaled up; the optimizer scales it down.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { StepSettings } from '../../core/recipe/steps';
import { differentiate } from '../layers/differentiate';
import type { DropoutMasks } from '../layers/dropout-masks';
import type { TrainableNetwork } from '../layers/trainable-network';
import { attachGradient } from '../losses/heads';
import { clipScale } from '../optimizers/clip-norm';
import { GradientSum } from '../optimizers/gradient-sum';
import type { NamedTensors, NamedVariables, Optimizer } from '../optimizers/optimizer';
import type { WeightAverage } from '../optimizers/weight-average';
import { LossScaler } from '../precision/loss-scaling';
import type { InputBatch } from './network-inputs';
import type { Encoded, Objective } from './objective';

export interface StepParts {
  network: TrainableNetwork;
  objective: Objective;
  optimizer: Optimizer;
  masks: DropoutMasks;
  average: WeightAverage | null;
  settings: StepSettings;
  /** Number of the first layer that is trained. */
  cut: number;
  /** Number of the layer that reads the input: the cut, or 0 for images. */
  start: number;
  /** Shapes of the inputs, without the batch dimension. */
  shapes: readonly number[][];
  /** Rows per batch. */
  size: number;
}

/** Everything that changes from step to step, on the device. */
export interface Given {
  values: tf.Tensor[];
  targets: tf.Tensor2D;
  weights: tf.Tensor2D;
}

export interface Step {
  /** @returns the logits `[size, outputs]` from before the step, owned by the caller. */
  run(batch: InputBatch, encoded: Encoded): tf.Tensor2D;
  /** A note for the user about how steps are run, if there is one so far; otherwise null. */
  readonly note: string | null;
  dispose(): void;
}

/** Tensors for a batch, to be written into. */
export function emptyBatch({ size, shapes, objective }: StepParts): Given {
  return {
    values: shapes.map((shape) => tf.zeros([size, ...shape])),
    targets: tf.zeros([size, objective.outputs]),
    weights: tf.zeros([size, objective.outputs]),
  };
}

export function disposeBatch({ values, targets, weights }: Given): void {
  tf.dispose([...values, targets, weights]);
}

/** Updates the weights in every step, or in the last of those whose gradients are accumulated. */
export class StepWork {
  private readonly variables: NamedVariables;
  private readonly sum: GradientSum | null;
  private readonly scaler: LossScaler | null;
  private gathered = 0;

  constructor(readonly parts: StepParts) {
    const { accumulate, precision } = parts.settings;
    this.variables = parts.network.trainableVariables();
    this.sum = accumulate > 1 ? new GradientSum() : null;
    this.scaler = precision === 'mixed' && tf.getBackend() === 'webgpu' ? new LossScaler() : null;
  }

  /** Whether the next step updates the weights. */
  next(): boolean {
    this.gathered = (this.gathered + 1) % this.parts.settings.accumulate;
    return this.gathered === 0;
  }

  /** @returns the logits from before the step, owned by the caller. */
  do(given: Given, moves: boolean): tf.Tensor2D {
    const { settings, optimizer, average } = this.parts;
    const { logits, byName } = this.gradients(given);
    this.sum?.add(byName, 1 / settings.accumulate);
    if (moves) {
      const gradients = this.sum?.gradients ?? byName;
      const scale = this.scaleOf(gradients);
      optimizer.apply(this.variables, gradients, scale);
      scale?.dispose();
      this.sum?.clear();
      average?.update(this.variables);
    }
    tf.dispose([...byName.values()]);
    return logits;
  }

  dispose(): void {
    this.sum?.dispose();
    this.scaler?.dispose();
  }

  /** What the optimizer multiplies the gradients by; also updates the loss scale. */
  private scaleOf(gradients: NamedTensors): tf.Tensor1D | undefined {
    const { clipNorm } = this.parts.settings;
    if (this.scaler) return this.scaler.update(gradients, clipNorm ?? undefined);
    return clipNorm === null ? undefined : clipScale(gradients, clipNorm);
  }

  private gradients({ values, targets, weights }: Given): {
    logits: tf.Tensor2D;
    byName: Map<string, tf.Tensor>;
  } {
    const { network, objective, masks, cut, start } = this.parts;
    const options = { training: true, dropout: masks };
    // the frozen layers are not differentiated
    const frozen = start < cut;
    const read = frozen ? network.activationsBetween(start, cut, values, options) : values;
    const { value, byName } = differentiate(this.variables, () =>
      attachGradient(network.forwardAt(cut, read, options), (logits) => {
        const gradient = objective.gradient(logits, targets, weights);
        return this.scaler ? this.scaler.scale(gradient) : gradient;
      }),
    );
    if (frozen) tf.dispose(read);
    return { logits: value, byName };
  }
}
