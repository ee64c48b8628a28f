/**
 * One step of training a network: forward, the loss's gradient, backward, and the weights moved, after one batch or
 * several. On WebGPU the step is recorded once and played with new inputs; elsewhere it is done anew each time.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { StepSettings } from '../../core/recipe/optimisation';
import { internals } from '../kernels/webgpu/internals';
import { promptly, recordStep, writeTensor, type StepGraph } from '../kernels/webgpu/step-graph';
import { differentiate } from '../layers/differentiate';
import type { DropoutMasks } from '../layers/dropout-masks';
import type { TrainableNetwork } from '../layers/trainable-network';
import { attachGradient } from '../losses/attach-gradient';
import { clipScale } from '../optimizers/clip-norm';
import { GradientSum } from '../optimizers/gradient-sum';
import type { NamedVariables, Optimizer, RecordableOptimizer } from '../optimizers/optimizer';
import type { WeightAverage } from '../optimizers/weight-average';
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
  /** Number of the layer that reads what comes in: the cut, or 0 for images. */
  start: number;
  /** Shapes of what comes in, without the batch. */
  shapes: readonly number[][];
  /** Rows of a batch. */
  size: number;
}

/** Everything that changes from step to step, on the device. */
interface Given {
  values: tf.Tensor[];
  targets: tf.Tensor2D;
  weights: tf.Tensor2D;
}

export interface Step {
  /** @returns the logits `[size, outputs]` from before the step, the caller's. */
  run(batch: InputBatch, encoded: Encoded): tf.Tensor2D;
  dispose(): void;
}

/** @param play where it should be recorded. */
export function createStep(parts: StepParts, play: boolean): Step {
  const { optimizer } = parts;
  const work = new StepWork(parts);
  return play && isRecordable(optimizer) ? new RecordedStep(work, optimizer) : new PlainStep(work);
}

function isRecordable(optimizer: Optimizer): optimizer is RecordableOptimizer {
  return 'advance' in optimizer && 'prepare' in optimizer;
}

/** What a step does: the weights move in every one, or in the last of those whose gradients are gathered. */
class StepWork {
  private readonly variables: NamedVariables;
  private readonly sum: GradientSum | null;
  private gathered = 0;

  constructor(readonly parts: StepParts) {
    this.variables = parts.network.trainableVariables();
    this.sum = parts.settings.accumulate > 1 ? new GradientSum() : null;
  }

  /** Whether the weights move in the next step. */
  next(): boolean {
    this.gathered = (this.gathered + 1) % this.parts.settings.accumulate;
    return this.gathered === 0;
  }

  /** @returns the logits from before the step, the caller's. */
  do(given: Given, moves: boolean): tf.Tensor2D {
    const { settings, optimizer, average } = this.parts;
    const { logits, byName } = this.gradients(given);
    this.sum?.add(byName, 1 / settings.accumulate);
    if (moves) {
      const gradients = this.sum?.gradients ?? byName;
      const scale = settings.clipNorm === null ? undefined : clipScale(gradients, settings.clipNorm);
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
  }

  private gradients({ values, targets, weights }: Given): {
    logits: tf.Tensor2D;
    byName: Map<string, tf.Tensor>;
  } {
    const { network, objective, masks, cut, start } = this.parts;
    const options = { training: true, dropout: masks };
    // the frozen part of the way is no part of what is differentiated
    const frozen = start < cut;
    const read = frozen ? network.activationsBetween(start, cut, values, options) : values;
    const { value, byName } = differentiate(this.variables, () =>
      attachGradient(network.forwardAt(cut, read, options), (logits) =>
        objective.gradient(logits, targets, weights),
      ),
    );
    if (frozen) tf.dispose(read);
    return { logits: value, byName };
  }
}

class PlainStep implements Step {
  constructor(private readonly work: StepWork) {}

  run({ values }: InputBatch, encoded: Encoded): tf.Tensor2D {
    const { size, shapes, objective, masks } = this.work.parts;
    const given = {
      values: values.map((one, k) => tf.tensor(one, [size, ...shapes[k]])),
      ...objective.onDevice(encoded, size),
    };
    masks.redraw();
    const logits = this.work.do(given, this.work.next());
    tf.dispose([...given.values, given.targets, given.weights]);
    return logits;
  }

  dispose(): void {
    this.work.dispose();
  }
}

/** One kind of step: with or without moving the weights. */
interface Recording {
  runs: number;
  recorded: { graph: StepGraph; logits: tf.Tensor2D } | null;
}

class RecordedStep implements Step {
  private readonly gpu = internals();
  private readonly given: Given;
  private readonly recordings = new Map<boolean, Recording>();

  constructor(
    private readonly work: StepWork,
    private readonly optimizer: RecordableOptimizer,
  ) {
    const { size, shapes, objective } = work.parts;
    this.given = {
      values: shapes.map((shape) => tf.zeros([size, ...shape])),
      targets: tf.zeros([size, objective.outputs]),
      weights: tf.zeros([size, objective.outputs]),
    };
  }

  run(batch: InputBatch, encoded: Encoded): tf.Tensor2D {
    this.write(batch, encoded);
    const moves = this.work.next();
    const recording: Recording = this.recordings.get(moves) ?? { runs: 0, recorded: null };
    this.recordings.set(moves, recording);
    // the first step of its kind compiles the shaders and makes the optimizer's state, the second is recorded
    if (recording.runs++ === 0) return promptly(() => this.work.do(this.given, moves));
    if (recording.recorded) this.play(recording.recorded.graph, moves);
    else {
      const { graph, results } = recordStep(this.gpu, () => ({ logits: this.work.do(this.given, moves) }));
      recording.recorded = { graph, logits: results.logits };
    }
    const { logits } = recording.recorded;
    // the next play overwrites them
    return tf.tidy(() => tf.mul(logits, 1));
  }

  dispose(): void {
    for (const { recorded } of this.recordings.values()) recorded?.graph.dispose();
    this.recordings.clear();
    this.work.dispose();
    tf.dispose([...this.given.values, this.given.targets, this.given.weights]);
  }

  private play(graph: StepGraph, moves: boolean): void {
    if (moves) {
      this.optimizer.advance();
      this.work.parts.average?.advance();
    }
    graph.play();
  }

  private write({ values }: InputBatch, encoded: Encoded): void {
    const { objective, masks, size } = this.work.parts;
    for (const [k, tensor] of this.given.values.entries()) writeTensor(this.gpu, tensor, values[k]);
    const targets = new Float32Array(size * objective.outputs);
    targets.set(encoded.targets);
    writeTensor(this.gpu, this.given.targets, targets);
    writeTensor(this.gpu, this.given.weights, objective.batchWeights(encoded.weights, size));
    masks.redraw((tensor, numbers) => {
      writeTensor(this.gpu, tensor, numbers);
    });
  }
}
