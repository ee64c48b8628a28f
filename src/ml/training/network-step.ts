/**
 * One step of training a network: forward, the loss's gradient, backward, and the weights moved. On WebGPU the step is
 * recorded once and played with new inputs; elsewhere, and where it cannot be recorded, it is done anew each time.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { StepSettings } from '../../core/recipe/optimisation';
import { internals } from '../kernels/webgpu/internals';
import { recordStep, writeTensor, type StepGraph } from '../kernels/webgpu/step-graph';
import { differentiate } from '../layers/differentiate';
import type { DropoutMasks } from '../layers/dropout-masks';
import type { TrainableNetwork } from '../layers/trainable-network';
import { attachGradient } from '../losses/attach-gradient';
import type { NamedVariables, Optimizer, RecordableOptimizer } from '../optimizers/optimizer';
import { clipScale } from './clip-gradients';
import type { InputBatch } from './network-inputs';
import type { Encoded, Objective } from './objective';
import type { WeightAverage } from './weight-average';

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
  const { settings, average, optimizer } = parts;
  // what accumulates or averages is not the same work each time
  const same = settings.accumulate === 1 && average === null;
  return play && same && isRecordable(optimizer) ? new RecordedStep(parts, optimizer) : new PlainStep(parts);
}

function isRecordable(optimizer: Optimizer): optimizer is RecordableOptimizer {
  return 'advance' in optimizer && 'prepare' in optimizer;
}

/** Logits, and the gradients by variable; the caller disposes them. */
function gradients(
  { network, objective, masks, cut, start }: StepParts,
  variables: NamedVariables,
  { values, targets, weights }: Given,
): { logits: tf.Tensor2D; byName: Map<string, tf.Tensor> } {
  const options = { training: true, dropout: masks };
  // the frozen part of the way from images is no part of what is differentiated
  const read = start < cut ? network.activationsAt(cut, values[0] as tf.Tensor4D, options) : values;
  const { value, byName } = differentiate(variables, () =>
    attachGradient(network.forwardAt(cut, read, options), (logits) =>
      objective.gradient(logits, targets, weights),
    ),
  );
  if (start < cut) tf.dispose(read);
  return { logits: value, byName };
}

function move(
  parts: StepParts,
  variables: NamedVariables,
  byName: ReadonlyMap<string, tf.Tensor>,
  share = 1,
): void {
  const { settings, optimizer } = parts;
  if (settings.clipNorm === null && share === 1) {
    optimizer.apply(variables, byName);
    return;
  }
  tf.tidy(() => {
    // of the mean of several batches the norm is so much smaller too
    const scale =
      settings.clipNorm === null
        ? tf.scalar(share)
        : tf.mul(clipScale(byName, settings.clipNorm / share), share);
    optimizer.apply(variables, byName, scale);
  });
}

class PlainStep implements Step {
  private readonly variables: NamedVariables;
  private readonly sums = new Map<string, tf.Tensor>();
  private summed = 0;

  constructor(private readonly parts: StepParts) {
    this.variables = parts.network.trainableVariables();
  }

  run({ values }: InputBatch, encoded: Encoded): tf.Tensor2D {
    const { parts } = this;
    const given = {
      values: values.map((one, k) => tf.tensor(one, [parts.size, ...parts.shapes[k]])),
      ...parts.objective.onDevice(encoded, parts.size),
    };
    parts.masks.redraw();
    const { logits, byName } = gradients(parts, this.variables, given);
    tf.dispose([...given.values, given.targets, given.weights]);
    if (parts.settings.accumulate === 1) this.move(byName, 1);
    else this.accumulate(byName);
    tf.dispose([...byName.values()]);
    return logits;
  }

  dispose(): void {
    tf.dispose([...this.sums.values()]);
    this.sums.clear();
  }

  private accumulate(byName: ReadonlyMap<string, tf.Tensor>): void {
    for (const [name, gradient] of byName) {
      const sum = this.sums.get(name);
      this.sums.set(
        name,
        tf.tidy(() => (sum ? tf.add(sum, gradient) : tf.add(gradient, 0))),
      );
      sum?.dispose();
    }
    if (++this.summed < this.parts.settings.accumulate) return;
    this.move(this.sums, 1 / this.summed);
    this.summed = 0;
    this.dispose();
  }

  private move(byName: ReadonlyMap<string, tf.Tensor>, share: number): void {
    move(this.parts, this.variables, byName, share);
    this.parts.average?.update(this.variables);
  }
}

class RecordedStep implements Step {
  private readonly gpu = internals();
  private readonly variables: NamedVariables;
  private readonly plain: PlainStep;
  private readonly given: Given;
  private recorded: { graph: StepGraph; logits: tf.Tensor2D } | null = null;
  private steps = 0;

  constructor(
    private readonly parts: StepParts,
    private readonly optimizer: RecordableOptimizer,
  ) {
    this.variables = parts.network.trainableVariables();
    this.plain = new PlainStep(parts);
    const { size, shapes, objective } = parts;
    this.given = {
      values: shapes.map((shape) => tf.zeros([size, ...shape])),
      targets: tf.zeros([size, objective.outputs]),
      weights: tf.zeros([size, objective.outputs]),
    };
  }

  run(batch: InputBatch, encoded: Encoded): tf.Tensor2D {
    // the first step compiles the shaders and makes the optimizer's state, the second is recorded
    if (this.steps++ === 0) return this.plain.run(batch, encoded);
    this.write(batch, encoded);
    if (this.recorded) {
      this.optimizer.advance();
      this.recorded.graph.play();
    } else {
      const { graph, results } = recordStep(this.gpu, () =>
        tf.tidy(() => {
          const { logits, byName } = gradients(this.parts, this.variables, this.given);
          move(this.parts, this.variables, byName);
          return { logits };
        }),
      );
      this.recorded = { graph, logits: results.logits };
    }
    const { logits } = this.recorded;
    // the next play overwrites them
    return tf.tidy(() => tf.mul(logits, 1));
  }

  dispose(): void {
    this.recorded?.graph.dispose();
    this.recorded = null;
    this.plain.dispose();
    tf.dispose([...this.given.values, this.given.targets, this.given.weights]);
  }

  private write({ values }: InputBatch, encoded: Encoded): void {
    const { objective, masks, size } = this.parts;
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
