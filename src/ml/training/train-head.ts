/**
 * Head training as one async generator: batches → epochs. It runs only while the consumer pulls: not pulling pauses it,
 * `return()` stops it. The weights to keep come with each epoch that improves.
 */
import { dispose, type Tensor2D } from '@tensorflow/tfjs-core';
import { nextTurn } from '../../core/next-turn';
import { Random } from '../../core/random';
import type { OptimizerSettings } from '../../core/optimisation/optimizers';
import type { Recipe } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/trained';
import type { SplitName } from '../../core/splits/split-name';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Optimizer } from '../optimizers/optimizer';
import { findLearningRate, type FinderOptions, type FinderPoint } from '../schedules/learning-rate-finder';
import { scheduledOptimizer } from '../schedules/schedule';
import { BatchTrace } from './batch-trace';
import { EpochJudge, type JudgedEpoch } from './epoch-judge';
import { EpochOrder } from './epoch-order';
import { evaluationPieces, HeadBatches, type FeatureRows } from './head-batches';
import { HeadModel } from './head-model';
import { initialHead } from './initial-head';
import { Objective, type Answers } from './objective';
import { Scheduler } from './scheduler';
import { trainingSides } from './sides';
import { foldStandardiser, standardiserOf, type Standardiser } from './standardise';
import { foldScales } from './value-scale';
import { TURN_MS, WorkClock } from './work-clock';

/** The inputs of head training. */
export interface HeadTraining extends FeatureRows {
  answers: Answers;
  /** Side of each row; rows of other sides are not used. */
  splits: readonly SplitName[];
  recipe: Pick<
    Recipe,
    'seed' | 'head' | 'optimizer' | 'schedule' | 'loss' | 'balance' | 'stopping' | 'training'
  >;
}

/** Mean losses of the batches since the last event; `first` is the number of the first one, counted from 1. */
export interface BatchesEvent {
  kind: 'batches';
  epoch: number;
  first: number;
  losses: number[];
}

/** The end of an epoch. */
export interface EpochEvent<Weights> {
  kind: 'epoch';
  record: JudgedEpoch;
  /** Validation counts `[actual, predicted]` of the first head, row-major; empty if that is not a class head. */
  confusion: Int32Array;
  /** The weights if this epoch is the best so far; otherwise null. */
  kept: Weights | null;
}

/** Kept weights include the standardisation: they take raw features and give values in their own unit. */
export type HeadEvent = BatchesEvent | EpochEvent<HeadWeights>;

/**
 * Trains dropout → optional hidden ReLU layer → outputs on cached features.
 * The same arguments on the same backend give the same events, except for times.
 * @throws OnesheetError `plan-too-few-films` for no training or no validation rows, `training-diverged`,
 *   `recipe-invalid` for a figure that this task does not have.
 */
export async function* trainHead(training: HeadTraining): AsyncGenerator<HeadEvent, void, void> {
  const { optimizer, schedule } = training.recipe;
  const session = new HeadSession(training, scheduledOptimizer(optimizer, schedule));
  try {
    for (let epoch = 1; epoch <= training.recipe.training.epochs && !session.stopped; epoch++)
      yield* session.epoch(epoch);
  } finally {
    session.dispose();
  }
}

/**
 * The learning-rate range test of the same training, on a separate head: steps with rising learning rates until the loss
 * diverges. `return()` stops it.
 * @throws OnesheetError as {@link trainHead}, except `training-diverged`, since the curve ends there.
 */
export async function* findHeadRates(
  training: HeadTraining,
  options: Partial<FinderOptions> = {},
): AsyncGenerator<FinderPoint, void, void> {
  const session = new HeadSession(training, training.recipe.optimizer);
  try {
    yield* findLearningRate((rate) => session.lossAt(rate), options);
  } finally {
    session.dispose();
  }
}

/** Everything that one training holds, on the CPU and on the device. */
class HeadSession {
  /** True after too many epochs without improvement. */
  stopped = false;
  private readonly objective: Objective;
  private readonly judge: EpochJudge;
  private readonly order: EpochOrder;
  private readonly standardiser: Standardiser;
  private readonly batches: HeadBatches;
  private readonly batchSize: number;
  private readonly model: HeadModel;
  private readonly optimizer: Optimizer;
  private readonly scheduler: Scheduler;
  private readonly validationRows: readonly number[];
  private readonly validation: Tensor2D[];
  private trace: BatchTrace;
  private batchNumber = 0;
  /** The rest of the epoch that {@link lossAt} goes through. */
  private ahead: number[] = [];

  constructor(
    private readonly training: HeadTraining,
    optimizer: OptimizerSettings,
  ) {
    const { splits, recipe, dimension, answers } = training;
    const { train, validation } = trainingSides(splits);
    this.validationRows = validation;
    this.objective = new Objective(answers, train, recipe);
    this.judge = new EpochJudge(this.objective, answers, recipe);
    this.order = new EpochOrder(train, answers, recipe);
    this.standardiser = standardiserOf(training.features, dimension, train);
    this.batchSize = Math.min(recipe.training.batchSize, this.order.length);
    this.batches = new HeadBatches(
      training,
      this.objective,
      this.standardiser,
      this.batchSize,
      recipe.head.dropout,
      new Random(recipe.seed, 'dropout'),
    );
    const weights = new Random(recipe.seed, 'weights');
    this.model = new HeadModel(initialHead(dimension, recipe.head.hidden, this.objective.outputs, weights));
    this.optimizer = createOptimizer(optimizer);
    this.scheduler = new Scheduler({
      recipe,
      epochs: recipe.training.epochs,
      batchesPerEpoch: Math.ceil(this.order.length / this.batchSize),
      accumulate: 1,
      history: this.judge.history,
    });
    this.validation = evaluationPieces(training, this.standardiser, validation);
    this.trace = new BatchTrace(this.objective);
  }

  async *epoch(epoch: number): AsyncGenerator<HeadEvent, void, void> {
    const clock = new WorkClock();
    this.trace = new BatchTrace(this.objective);
    const order = this.order.next();
    let first = this.batchNumber + 1;
    for (let from = 0; from < order.length; from += this.batchSize) {
      this.step(order, from);
      const last = from + this.batchSize >= order.length;
      if (!last && clock.sinceTurn() < TURN_MS) continue;
      const losses = await this.trace.look();
      yield* clock.away({ kind: 'batches', epoch, first, losses });
      first = this.batchNumber + 1;
      await nextTurn();
      clock.turn();
    }
    yield await this.endOfEpoch(epoch, clock);
  }

  /** One step with this learning rate; returns the batch's loss from before it, NaN if that is not finite. */
  async lossAt(learningRate: number): Promise<number> {
    if (this.ahead.length === 0) this.ahead = [...this.order.next()];
    this.optimizer.learningRate = learningRate;
    const { logits, encoded, rows } = this.learn(this.ahead.splice(0, this.batchSize), 0);
    return this.objective.lossOf(logits, encoded, rows.length);
  }

  dispose(): void {
    this.trace.dispose();
    this.model.dispose();
    this.optimizer.dispose();
    dispose(this.validation);
  }

  private step(order: readonly number[], from: number): void {
    this.scheduler.next(this.optimizer);
    const { logits, encoded, rows } = this.learn(order, from);
    this.trace.add(logits, encoded, rows);
    this.batchNumber++;
  }

  /** The logits are from before the update. */
  private learn(order: readonly number[], from: number) {
    const batch = this.batches.at(order, from);
    const { logits, byName } = this.model.gradients(batch, this.objective);
    this.optimizer.apply(this.model.variables, byName);
    dispose([batch.features, batch.targets, batch.weights, ...byName.values()]);
    return { logits, encoded: batch.encoded, rows: batch.rows };
  }

  private async endOfEpoch(epoch: number, clock: WorkClock): Promise<HeadEvent> {
    const logits = await this.validationLogits();
    const { learningRate } = this.optimizer;
    const end = this.judge.judge(
      this.trace,
      { rows: this.validationRows, logits },
      { epoch, learningRate, seconds: clock.seconds() },
    );
    this.stopped = end.stop;
    const { record, confusion } = end;
    return { kind: 'epoch', record, confusion, kept: end.keep ? await this.plainWeights() : null };
  }

  private async validationLogits(): Promise<Float32Array> {
    const rows = this.validation.reduce((sum, piece) => sum + piece.shape[0], 0);
    const logits = new Float32Array(rows * this.objective.outputs);
    let at = 0;
    for (const piece of this.validation) {
      const result = this.model.logits(piece);
      logits.set(await result.data<'float32'>(), at);
      at += result.size;
      result.dispose();
    }
    return logits;
  }

  private async plainWeights(): Promise<HeadWeights> {
    const [first, ...rest] = await this.model.weights();
    const layers = [foldStandardiser(first, this.standardiser), ...rest];
    const last = layers[layers.length - 1];
    const { kernel, bias } = foldScales(
      last.kernel,
      last.bias,
      this.training.answers.heads,
      this.objective.scales,
    );
    return [...layers.slice(0, -1), { ...last, kernel, bias }];
  }
}
