/**
 * Training of a whole network or its last stages, as one async generator like `trainHead`: it runs only while somebody
 * pulls. A recipe's depth becomes phases: the head on features that are computed once, then the network from a cut on;
 * what lies before the cut is frozen, and where posters look the same in every epoch its activations are kept.
 */
import * as tf from '@tensorflow/tfjs-core';
import { takeRows } from '../../core/metrics';
import type { OptimizerSettings } from '../../core/recipe/optimisation';
import type { Recipe } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/head-weights';
import type { SplitName } from '../../core/run/run';
import { cutFor, type Architecture } from '../layers/architecture';
import { DropoutMasks } from '../layers/dropout-masks';
import type { NetworkOps } from '../layers/ops';
import { TrainableNetwork } from '../layers/trainable-network';
import { createOptimizer } from '../optimizers/create-optimizer';
import { WeightAverage } from '../optimizers/weight-average';
import type { Optimizer } from '../optimizers/optimizer';
import { findLearningRate, type FinderOptions, type FinderPoint } from '../schedules/learning-rate-finder';
import { scheduledOptimizer } from '../schedules/schedule';
import type { Weights } from '../weights/weights';
import { MemoryActivations, type OpenActivations } from './activation-store';
import { BatchTrace } from './batch-trace';
import type { BatchSource } from './batch-source';
import { compileStep } from './compile-step';
import { endlessBatches } from './endless-batches';
import { epochBatches } from './epoch-batches';
import { EpochJudge, requireFigures } from './epoch-judge';
import { EpochOrder } from './epoch-order';
import { foldedWeights } from './folded-weights';
import { mixBatch } from './mix-batch';
import { asNetworkWeights, headOf, scaleWeights, type NetworkHead } from './network-head';
import type { NetworkEvent, NoteEvent, PhaseEvent } from './network-events';
import { NetworkInputs, type InputBatch } from './network-inputs';
import { NetworkReader } from './network-reader';
import { createStep } from './network-step';
import { Objective, type Answers } from './objective';
import { predictionsOf } from './outputs';
import { phasesOf, rateByStage, type Phase } from './phases';
import { Scheduler } from './scheduler';
import { trainingSides } from './sides';
import type { Step, StepParts } from './step-work';
import { standardiserOf, type Standardiser } from './standardise';
import { trainHead } from './train-head';
import { unfoldScales } from './value-scale';
import { WorkClock } from './work-clock';

export interface NetworkTraining {
  architecture: Architecture;
  /** All of its parameters. */
  weights: Weights;
  ops: NetworkOps;
  answers: Answers;
  /** Side of each row; rows of other sides take no part. */
  splits: readonly SplitName[];
  source: BatchSource;
  recipe: Recipe;
  /** Where activations of the frozen part are kept; in memory by default. */
  open?: OpenActivations;
}

/** Though the recipe asks for mixed precision. */
function staysInFloat32({ step, depth }: Recipe): boolean {
  return step.precision === 'mixed' && depth.kind !== 'head' && tf.getBackend() !== 'webgpu';
}

export class NetworkSession {
  /** The network as it is. */
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
  /** The kept weights as the network has them, standardised. */
  private kept: Weights | null = null;
  private step: Step | null = null;
  private readonly open: OpenActivations;
  /** What the network's trained part reads; kept open for predictions. */
  private inputs: NetworkInputs | null = null;

  /**
   * Puts the network on the current backend.
   * @throws OnesheetError `plan-too-few-films` for no training or no validation rows; `recipe-invalid` for a loss or
   *   a figure that this task does not have; `weights-missing-tensor`, `weights-shape`, `weights-extra-tensor`.
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
  }

  /**
   * Trains. The same arguments on the same backend give the same events, seconds apart.
   * @throws OnesheetError `training-diverged`; whatever the source throws.
   */
  async *epochs(): AsyncGenerator<NetworkEvent, void, void> {
    const { recipe } = this.training;
    const phases = phasesOf(recipe.depth, this.network.stages.length, recipe.training.epochs);
    const head = headOf(this.network.architecture);
    if (staysInFloat32(recipe))
      yield { kind: 'phase', phase: 'Mixed precision needs WebGPU: training in float32' };
    // the frozen part is computed once for all phases
    this.network.setTrainableLast(phases[phases.length - 1].stages);
    this.inputs = await this.openInputs();
    if (phases[0].kind === 'network' && head?.standardise) {
      yield { kind: 'phase', phase: 'Computing features' };
      await this.standardise(head);
    }
    for (const phase of phases) {
      const alone = phase.kind === 'head' ? head : null;
      yield* alone ? this.headPhase(alone, phase) : this.networkPhase(phase);
    }
  }

  /**
   * The learning-rate range test: steps with rising learning rates, of what the recipe trains at last, until the loss
   * diverges. Before or in place of {@link epochs}; the weights are put back. Stopping is `return()`.
   */
  async *findRates(
    options: Partial<FinderOptions> = {},
  ): AsyncGenerator<FinderPoint | PhaseEvent, void, void> {
    const { recipe, answers } = this.training;
    const phases = phasesOf(recipe.depth, this.network.stages.length, recipe.training.epochs);
    this.network.setTrainableLast(phases[phases.length - 1].stages);
    this.inputs ??= await this.openInputs();
    const head = headOf(this.network.architecture);
    if (head?.standardise) {
      yield { kind: 'phase', phase: 'Computing features' };
      await this.standardise(head);
    }
    const before = await this.network.weights();
    const { optimizer, average } = this.openStep(this.inputs, recipe.optimizer);
    const batches = endlessBatches(this.inputs, new EpochOrder(this.sides.train, answers, recipe), this.size);
    try {
      if (tf.getBackend() === 'webgpu') yield* this.compile(this.inputs, recipe.optimizer);
      yield* findLearningRate(async (rate) => {
        optimizer.learningRate = rate;
        const { accumulate } = recipe.step;
        let loss = 0;
        // so many batches until the weights move
        for (let i = 0; i < accumulate; i++) {
          const batch = await batches.next();
          loss += batch.done ? NaN : (await this.lossOfStep(batch.value)) / accumulate;
        }
        return loss;
      }, options);
    } finally {
      await batches.return();
      this.closeStep(optimizer, average);
      this.network.load(before);
      this.batchNumber = 0;
    }
  }

  /**
   * What the kept weights say of rows; of the weights as they are where none have been kept.
   * @returns those rows whose posters could be read, and `[rows, outputs]` for them.
   */
  async predict(rows: readonly number[]): Promise<{ rows: number[]; predictions: Float32Array }> {
    if (this.kept) this.network.load(this.kept);
    this.inputs ??= await this.openInputs();
    const { rows: read, logits } = await this.reader.logits(this.inputs, rows);
    return {
      rows: read,
      predictions: predictionsOf(this.objective.unscale(logits), this.training.answers.heads),
    };
  }

  /** Frees what is on the device. */
  dispose(): void {
    this.step?.dispose();
    this.step = null;
    this.inputs?.close();
    this.inputs = null;
    this.masks.dispose();
    this.network.dispose();
  }

  /** The head on features of the frozen rest: see `trainHead`. */
  private async *headPhase(head: NetworkHead, phase: Phase): AsyncGenerator<NetworkEvent, void, void> {
    const { recipe, answers } = this.training;
    yield { kind: 'phase', phase: 'Computing features' };
    const { rows, features, scale } = await this.features(head);
    const events = trainHead({
      features,
      dimension: features.length / rows.length,
      answers: { heads: answers.heads, values: takeRows(answers.values, this.objective.columns, rows) },
      splits: rows.map((row) => this.training.splits[row]),
      recipe: {
        ...recipe,
        head: { dropout: head.dropout, hidden: head.hidden },
        training: { ...recipe.training, epochs: phase.epochs },
      },
    });
    for await (const event of events) {
      if (event.kind === 'batches') {
        this.batchNumber += event.losses.length;
        yield event;
        continue;
      }
      this.epochNumber = event.record.epoch;
      this.figures.push(event.figure);
      if (event.kept) await this.takeHead(head, event.kept, scale);
      yield { ...event, kept: event.kept ? this.plainKept() : null };
    }
    if (this.kept) this.network.load(this.kept);
  }

  /** Features of both sides, and the training side's scale. */
  private async features(
    head: NetworkHead,
  ): Promise<{ rows: number[]; features: Float32Array; scale: Standardiser }> {
    const wanted = [...this.sides.train, ...this.sides.validation];
    const { rows, features } = await this.reader.features(this.requireInputs(), head, wanted);
    const train = [...rows.keys()].filter((place) => this.training.splits[rows[place]] === 'train');
    return { rows, features, scale: standardiserOf(features, features.length / rows.length, train) };
  }

  /** Gives the network the scale of its features as they are at first. */
  private async standardise(head: NetworkHead): Promise<void> {
    const { scale } = await this.features(head);
    for (const [name, { data }] of scaleWeights(head.standardise, scale))
      tf.tidy(() => this.network.variables.get(name)?.assign(tf.tensor1d(data.slice())));
  }

  private async takeHead(head: NetworkHead, kept: HeadWeights, scale: Standardiser): Promise<void> {
    const last = kept[kept.length - 1];
    const unfolded = unfoldScales(last.kernel, last.bias, this.training.answers.heads, this.objective.scales);
    const own = asNetworkWeights(head, [...kept.slice(0, -1), { ...last, ...unfolded }], scale);
    this.kept = new Map([...(this.kept ?? (await this.network.weights())), ...own]);
  }

  private async *networkPhase(phase: Phase): AsyncGenerator<NetworkEvent, void, void> {
    const { recipe, answers } = this.training;
    const { objective, size } = this;
    this.network.setTrainableLast(phase.stages);
    const judge = new EpochJudge(this.objective, answers, recipe, this.figures);
    const order = new EpochOrder(this.sides.train, answers, recipe);
    const inputs = this.requireInputs();
    const moved = scheduledOptimizer(recipe.optimizer, recipe.schedule);
    const { optimizer, average, step } = this.openStep(inputs, moved);
    try {
      if (tf.getBackend() === 'webgpu') yield* this.compile(inputs, moved);
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
          const validation = await this.validate(inputs, average);
          const about = {
            epoch: this.epochNumber,
            learningRate: optimizer.learningRate,
            seconds: clock.seconds(),
          };
          const end = judge.judge(trace, validation, about);
          this.figures.push(end.figure);
          if (end.keep) await this.keep(average);
          const { record, confusion, figure } = end;
          yield { kind: 'epoch', record, confusion, figure, kept: end.keep ? this.plainKept() : null };
          if (end.stop) return;
        } finally {
          trace.dispose();
        }
      }
    } finally {
      this.closeStep(optimizer, average);
    }
  }

  /** A step of what is unfrozen now, and what it moves the weights with. */
  private openStep(inputs: NetworkInputs, settings: OptimizerSettings) {
    const parts = this.stepParts(inputs, settings, this.masks);
    const step = createStep(parts, tf.getBackend() === 'webgpu');
    this.step = step;
    return { optimizer: parts.optimizer, average: parts.average, step };
  }

  /** With an optimizer and an average of its own. */
  private stepParts(
    { start, shapes }: NetworkInputs,
    optimizerSettings: OptimizerSettings,
    masks: DropoutMasks,
  ): StepParts {
    const { recipe } = this.training;
    const { network, objective, size } = this;
    const { stages } = network;
    const rateOf = rateByStage(recipe.depth, stages);
    const stageOf = new Map(network.parameters.map(({ name, stage }) => [name, stage]));
    const optimizer = createOptimizer(optimizerSettings, {
      // every parameter is of a stage
      rateOf: (name) => rateOf(stageOf.get(name) ?? stages[stages.length - 1]),
    });
    const settings = recipe.step;
    const average = settings.averaging ? new WeightAverage(settings.averaging) : null;
    const cut = this.cut();
    return { network, objective, optimizer, masks, average, start, shapes, size, settings, cut };
  }

  /** Tells how many shaders of the step are ready. */
  private async *compile(
    inputs: NetworkInputs,
    settings: OptimizerSettings,
  ): AsyncGenerator<PhaseEvent, void, void> {
    const own = this.stepParts(inputs, settings, new DropoutMasks(this.training.recipe.seed));
    for await (const { done, total } of compileStep(own))
      yield { kind: 'phase', phase: 'Compiling shaders', count: { done, total, unit: 'shaders' } };
    yield { kind: 'phase', phase: 'Taking the first steps' };
  }

  private *notes({ note }: Step): Generator<NoteEvent, void, void> {
    if (note === null || this.noted.has(note)) return;
    this.noted.add(note);
    yield { kind: 'note', note };
  }

  private closeStep(optimizer: Optimizer, average: WeightAverage | null): void {
    this.step?.dispose();
    this.step = null;
    optimizer.dispose();
    average?.dispose();
  }

  /** One step; NaN where its loss is no finite number. */
  private async lossOfStep(batch: InputBatch): Promise<number> {
    const plain = this.objective.encode(batch.rows, false);
    const { recipe } = this.training;
    const mixed = mixBatch(batch, plain, this.requireInputs(), recipe, this.batchNumber++);
    const logits = this.step?.run(mixed.batch, mixed.encoded);
    if (!logits) return NaN;
    const values = await logits.data<'float32'>();
    logits.dispose();
    const known = values.slice(0, batch.rows.length * this.objective.outputs);
    return this.objective.tally(known, mixed.encoded, this.objective.newTally());
  }

  private cut(): number {
    const first = this.network.firstTrainable ?? this.network.stages[this.network.stages.length - 1];
    return cutFor(this.network.architecture, first);
  }

  private openInputs(): Promise<NetworkInputs> {
    const { source, recipe } = this.training;
    const { network, size, open } = this;
    return NetworkInputs.open({ network, cut: this.cut(), source, size, recipe, open });
  }

  private requireInputs(): NetworkInputs {
    if (!this.inputs) throw new Error('The training has not begun.');
    return this.inputs;
  }

  private validate(inputs: NetworkInputs, average: WeightAverage | null) {
    const work = () => this.reader.logits(inputs, this.sides.validation);
    return average ? average.during(this.network.trainableVariables(), work) : work();
  }

  private async keep(average: WeightAverage | null): Promise<void> {
    const work = () => this.network.weights();
    this.kept = await (average ? average.during(this.network.trainableVariables(), work) : work());
  }

  /** The kept weights, with values as they are. */
  private plainKept(): Weights | null {
    const { answers } = this.training;
    return (
      this.kept && foldedWeights(this.network.architecture, this.kept, answers.heads, this.objective.scales)
    );
  }
}
