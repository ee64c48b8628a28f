/**
 * Training of a whole network or its last stages, as one async generator like `trainHead`: it runs only while the consumer
 * pulls. A recipe's depth becomes phases: the head on features that are computed once, then the network from a cut on. The
 * layers before the cut are frozen; if posters look the same in every epoch, their activations are stored.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../../core/optimisation/optimizers';
import { OnesheetError } from '../../core/errors';
import type { Recipe } from '../../core/recipe/recipe';
import type { SplitName } from '../../core/splits/split-name';
import { layersOf, type Architecture } from '../layers/architecture';
import { DropoutMasks } from '../layers/dropout-masks';
import type { NetworkOps } from '../layers/ops';
import { TrainableNetwork } from '../layers/trainable-network';
import type { FinderOptions, FinderPoint } from '../schedules/learning-rate-finder';
import { scheduledOptimizer } from '../schedules/schedule';
import type { Weights } from '../layers/weights';
import { MemoryActivations, type OpenActivations } from './activation-store';
import { BatchTrace } from './batch-trace';
import type { BatchSource } from './batch-source';
import { epochBatches } from './epoch-batches';
import { EpochJudge, requireFigures } from './epoch-judge';
import { EpochOrder } from './epoch-order';
import { foldedWeights } from './folded-weights';
import { HeadOnFeatures } from './head-on-features';
import { headOf, type NetworkHead } from './network-head';
import type { NetworkEvent, NoteEvent, PhaseEvent } from './network-events';
import { cutOf, NetworkInputs } from './network-inputs';
import { networkRates } from './network-rates';
import { NetworkReader } from './network-reader';
import { Objective, type Answers } from './objective';
import { OpenStep } from './open-step';
import { predictionsOf } from './outputs';
import { phasesOf, type Phase } from './phases';
import { Scheduler } from './scheduler';
import { trainingSides } from './sides';
import type { Step } from './step-work';
import { trainHead } from './train-head';
import { WorkClock } from './work-clock';

export interface NetworkTraining {
  architecture: Architecture;
  /** All of the network's parameters. */
  weights: Weights;
  ops: NetworkOps;
  answers: Answers;
  /** Side of each row; rows of other sides are not used. */
  splits: readonly SplitName[];
  source: BatchSource;
  recipe: Recipe;
  /** Opens the store for activations of the frozen part; in memory by default. */
  open?: OpenActivations;
}

/** Whether training stays in float32 although the recipe wants mixed precision. */
function staysInFloat32({ step, depth }: Recipe): boolean {
  return step.precision === 'mixed' && depth.kind !== 'head' && tf.getBackend() !== 'webgpu';
}

/** PyTorch refuses it too: the variance over one value is 0. */
function oneImageABatch(batchSize: number): OnesheetError {
  return new OnesheetError(
    'recipe-invalid',
    'Batch norm cannot learn from batches of one poster.',
    batchSize === 1
      ? 'Choose a batch size of 2 or more (16 or more is usual), or train only the head.'
      : 'Add films: the training side has only one.',
    { where: { workspace: 'train', control: 'batch-size' } },
  );
}

export class NetworkSession {
  /** The network with its current weights. */
  readonly network: TrainableNetwork;
  private readonly objective: Objective;
  private readonly reader: NetworkReader;
  private readonly sides: { train: number[]; validation: number[] };
  private readonly masks: DropoutMasks;
  private readonly figures: number[] = [];
  private readonly size: number;
  private readonly noted = new Set<string>();
  private batchNumber = 0;
  private epochNumber = 0;
  /** The kept weights as in the network, with standardised values. */
  private kept: Weights | null = null;
  private readonly open: OpenActivations;
  /** The inputs of the network's trained part; kept open for predictions. */
  private inputs: NetworkInputs | null = null;

  /**
   * Uploads the network to the current backend.
   * @throws OnesheetError `plan-too-few-films` for no training or no validation rows; `recipe-invalid` for a loss or
   *   a figure that this task does not have, and for batches of one image through batch norms that are trained; `weights-missing-tensor`, `weights-shape`, `weights-extra-tensor`.
   */
  constructor(private readonly training: NetworkTraining) {
    const { architecture, weights, ops, answers, splits, recipe } = training;
    this.sides = trainingSides(splits);
    this.objective = new Objective(answers, this.sides.train, recipe);
    requireFigures(recipe, answers);
    this.masks = new DropoutMasks(recipe.seed);
    this.size = Math.min(recipe.training.batchSize, this.sides.train.length);
    this.open = training.open ?? (() => Promise.resolve(new MemoryActivations()));
    this.network = new TrainableNetwork(architecture, weights, ops);
    this.reader = new NetworkReader(this.network, this.size, this.objective.outputs);
    if (this.size === 1 && this.trainsNorms()) throw oneImageABatch(recipe.training.batchSize);
  }

  /**
   * Trains. The same arguments on the same backend give the same events, except for times.
   * @throws OnesheetError `training-diverged`; whatever the source throws.
   */
  async *epochs(): AsyncGenerator<NetworkEvent, void, void> {
    const { recipe } = this.training;
    const phases = this.phases();
    const head = headOf(this.network.architecture);
    if (staysInFloat32(recipe))
      yield { kind: 'phase', phase: 'Mixed precision needs WebGPU: training in float32' };
    // the frozen part is computed once for all phases
    await this.openInputs(phases[phases.length - 1]);
    if (phases[0].kind === 'network') yield* this.standardise(head);
    for (const phase of phases) {
      const alone = phase.kind === 'head' ? head : null;
      yield* alone ? this.headPhase(alone, phase) : this.networkPhase(phase);
    }
  }

  /**
   * The learning-rate range test for what the recipe trains in its last phase: steps with rising learning rates until the
   * loss diverges. Call it before or instead of {@link epochs}; it restores the weights. `return()` stops it.
   */
  async *findRates(
    options: Partial<FinderOptions> = {},
  ): AsyncGenerator<FinderPoint | PhaseEvent, void, void> {
    const { recipe, answers } = this.training;
    const phases = this.phases();
    const inputs = await this.openInputs(phases[phases.length - 1]);
    yield* this.standardise(headOf(this.network.architecture));
    const before = await this.network.weights();
    const open = this.openStep(recipe.optimizer);
    const order = new EpochOrder(this.sides.train, answers, recipe);
    const { size, objective } = this;
    try {
      yield* open.compile();
      yield* networkRates({ inputs, order, size, objective, recipe, open }, options);
    } finally {
      open.dispose();
      this.network.load(before);
    }
  }

  /**
   * The predictions of the kept weights, or of the current ones if none have been kept.
   * @returns the rows whose posters could be read, and their `[rows, outputs]`.
   */
  async predict(rows: readonly number[]): Promise<{ rows: number[]; predictions: Float32Array }> {
    if (this.kept) this.network.load(this.kept);
    const inputs = await this.openInputs();
    const { rows: read, logits } = await this.reader.logits(inputs, rows);
    return {
      rows: read,
      predictions: predictionsOf(this.objective.unscale(logits), this.training.answers.heads),
    };
  }

  /** Frees everything on the device. */
  dispose(): void {
    this.inputs?.close();
    this.inputs = null;
    this.masks.dispose();
    this.network.dispose();
  }

  private trainsNorms(): boolean {
    const layers = layersOf(this.network.architecture);
    return this.phases().some((phase) => {
      if (phase.kind !== 'network') return false;
      this.network.setTrainableLast(phase.stages);
      return layers.slice(cutOf(this.network)).some(({ op }) => op === 'norm');
    });
  }

  private phases(): Phase[] {
    const { depth, training } = this.training.recipe;
    return phasesOf(depth, this.network.stages.length, training.epochs);
  }

  /** The head on features of the frozen part: see `trainHead`. */
  private async *headPhase(head: NetworkHead, phase: Phase): AsyncGenerator<NetworkEvent, void, void> {
    const { recipe, answers } = this.training;
    const { objective } = this;
    yield { kind: 'phase', phase: 'Computing features' };
    const alone = await this.onFeatures(head);
    for await (const event of trainHead(alone.training(answers, objective, recipe, phase.epochs))) {
      if (event.kind === 'batches') {
        this.batchNumber += event.losses.length;
        yield event;
        continue;
      }
      this.epochNumber = event.record.epoch;
      this.figures.push(event.record.monitored.value);
      if (event.kept) {
        const whole = this.kept ?? (await this.network.weights());
        this.kept = new Map([...whole, ...alone.asWeights(event.kept, answers, objective)]);
      }
      yield { ...event, kept: event.kept ? this.plainKept() : null };
    }
    if (this.kept) this.network.load(this.kept);
  }

  private async onFeatures(head: NetworkHead): Promise<HeadOnFeatures> {
    const wanted = [...this.sides.train, ...this.sides.validation];
    const { rows, features } = await this.reader.features(await this.openInputs(), head, wanted);
    return new HeadOnFeatures(head, rows, features, this.training.splits);
  }

  /** Sets the network's standardisation layer, if it has one, to the scale of its initial features. */
  private async *standardise(head: NetworkHead | null): AsyncGenerator<PhaseEvent, void, void> {
    if (!head?.standardise) return;
    yield { kind: 'phase', phase: 'Computing features' };
    (await this.onFeatures(head)).standardise(this.network);
  }

  private async *networkPhase(phase: Phase): AsyncGenerator<NetworkEvent, void, void> {
    const { recipe, answers } = this.training;
    const { objective, size } = this;
    this.network.setTrainableLast(phase.stages);
    const judge = new EpochJudge(this.objective, answers, recipe, this.figures);
    const order = new EpochOrder(this.sides.train, answers, recipe);
    const inputs = await this.openInputs();
    const open = this.openStep(scheduledOptimizer(recipe.optimizer, recipe.schedule));
    const { optimizer, step } = open;
    try {
      yield* open.compile();
      const scheduler = new Scheduler({
        recipe,
        epochs: phase.epochs,
        batchesPerEpoch: Math.ceil(order.length / size),
        accumulate: recipe.step.accumulate,
        history: judge.history,
      });
      for (let epoch = 1; epoch <= phase.epochs; epoch++) {
        this.epochNumber++;
        const clock = new WorkClock();
        const trace = new BatchTrace(objective);
        try {
          this.batchNumber = yield* epochBatches({
            epoch: this.epochNumber,
            before: this.batchNumber,
            rows: order.next(),
            size,
            inputs,
            objective,
            recipe,
            step,
            trace,
            clock,
            prepare: () => scheduler.next(optimizer),
            tell: () => this.notes(step),
          });
          const validation = await open.judged(() => this.reader.logits(inputs, this.sides.validation));
          const about = {
            epoch: this.epochNumber,
            learningRate: optimizer.learningRate,
            seconds: clock.seconds(),
          };
          const end = judge.judge(trace, validation, about);
          this.figures.push(end.record.monitored.value);
          if (end.keep) this.kept = await open.judged(() => this.network.weights());
          const { record, confusion } = end;
          yield { kind: 'epoch', record, confusion, kept: end.keep ? this.plainKept() : null };
          if (end.stop) return;
        } finally {
          trace.dispose();
        }
      }
    } finally {
      open.dispose();
    }
  }

  /** A step of what is currently unfrozen; inputs must be open. */
  private openStep(optimizer: OptimizerSettings): OpenStep {
    const { network, objective, size, masks, inputs } = this;
    if (!inputs) throw new Error('The training has not begun.');
    const { recipe } = this.training;
    return new OpenStep({ network, objective, inputs, size, recipe, optimizer, masks });
  }

  private *notes({ note }: Step): Generator<NoteEvent, void, void> {
    if (note === null || this.noted.has(note)) return;
    this.noted.add(note);
    yield { kind: 'note', note };
  }

  /** Opens the inputs if they are not open yet, for a phase and those before it. */
  private async openInputs(last?: Phase): Promise<NetworkInputs> {
    if (last) this.network.setTrainableLast(last.stages);
    const { source, recipe } = this.training;
    const { network, size, open } = this;
    this.inputs ??= await NetworkInputs.open({ network, cut: cutOf(network), source, size, recipe, open });
    return this.inputs;
  }

  /** The kept weights, giving values in their own unit. */
  private plainKept(): Weights | null {
    const { answers } = this.training;
    return (
      this.kept && foldedWeights(this.network.architecture, this.kept, answers.heads, this.objective.scales)
    );
  }
}
