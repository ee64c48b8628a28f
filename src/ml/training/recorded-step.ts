/**
 * A step on WebGPU: recorded once and replayed with new inputs. Steps with and without an update of the weights are
 * recorded separately. A step that cannot be recorded is run normally each time.
 */
import * as tf from '@tensorflow/tfjs-core';
import { internals } from '../kernels/webgpu/internals';
import { promptly, recordStep, writeTensor, type StepGraph } from '../kernels/webgpu/step-graph';
import type { RecordableOptimizer } from '../optimizers/optimizer';
import type { InputBatch } from './network-inputs';
import type { Encoded } from './objective';
import { disposeBatch, emptyBatch, type Given, type Step, type StepWork } from './step-work';

const UNRECORDED =
  'A training step of this network cannot be recorded on WebGPU: each step is planned again, which is slower.';

/** One kind of step: with or without an update of the weights. */
interface Recording {
  runs: number;
  recorded: { graph: StepGraph; logits: tf.Tensor2D } | null;
}

export class RecordedStep implements Step {
  private readonly gpu = internals();
  private readonly given: Given;
  private readonly recordings = new Map<boolean, Recording>();
  private failed = false;

  constructor(
    private readonly work: StepWork,
    private readonly optimizer: RecordableOptimizer,
  ) {
    this.given = emptyBatch(work.parts);
  }

  get note(): string | null {
    return this.failed ? UNRECORDED : null;
  }

  run(batch: InputBatch, encoded: Encoded): tf.Tensor2D {
    this.write(batch, encoded);
    const moves = this.work.next();
    if (this.failed) return this.work.do(this.given, moves);
    const recording: Recording = this.recordings.get(moves) ?? { runs: 0, recorded: null };
    this.recordings.set(moves, recording);
    // the first step of its kind compiles the shaders and creates the optimizer's state, the second is recorded
    if (recording.runs++ === 0) return promptly(() => this.work.do(this.given, moves));
    if (!recording.recorded) return this.record(recording, moves);
    this.play(recording.recorded.graph, moves);
    return copyOf(recording.recorded.logits);
  }

  dispose(): void {
    this.forget();
    this.work.dispose();
    disposeBatch(this.given);
  }

  /** Runs and records the step, or only runs it if it cannot be recorded. */
  private record(recording: Recording, moves: boolean): tf.Tensor2D {
    const step: { logits: tf.Tensor2D | null } = { logits: null };
    try {
      const { graph, results } = recordStep(this.gpu, () => {
        const logits = this.work.do(this.given, moves);
        step.logits = logits;
        return { logits };
      });
      recording.recorded = { graph, logits: results.logits };
      return copyOf(results.logits);
    } catch {
      this.failed = true;
      this.forget();
      // if the work itself fails, it throws here
      return step.logits ?? this.work.do(this.given, moves);
    }
  }

  private forget(): void {
    for (const { recorded } of this.recordings.values()) recorded?.graph.dispose();
    this.recordings.clear();
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

/** A copy in separate memory, since the next replay overwrites the original. */
function copyOf(logits: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => tf.mul(logits, 1));
}
