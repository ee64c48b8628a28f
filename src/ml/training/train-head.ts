/**
 * Head training as one async generator: batches → epochs. It runs only while somebody pulls: not pulling is the
 * pause, `return()` is the stop, and what has been kept so far came with the last epoch that was better.
 */
import { dispose, type Tensor2D } from '@tensorflow/tfjs-core';
import { OnesheetError } from '../../core/errors';
import { confusionMatrix } from '../../core/metrics';
import { Random } from '../../core/random';
import type { Recipe } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/head-weights';
import type { EpochRecord, SplitName } from '../../core/run/run';
import { softmaxCrossEntropy } from '../losses/softmax-cross-entropy';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Optimizer } from '../optimizers/optimizer';
import { BatchTrace, diverged, tallyLogits } from './batch-trace';
import { initialHead } from './initial-head';
import { evaluationPieces, HeadBatches, type HeadRows } from './head-batches';
import { HeadModel } from './head-model';
import { nextTurn } from '../../core/next-turn';
import { foldStandardiser, standardiserOf, type Standardiser } from './standardise';

/** The longest stretch of work between two turns of the event loop. */
const TURN_MS = 40;

/** What training a head needs to know. */
export interface HeadTraining extends HeadRows {
  /** Side of each row; rows of other sides take no part. */
  splits: readonly SplitName[];
  recipe: Pick<Recipe, 'seed' | 'head' | 'optimizer' | 'training'>;
}

export type HeadEvent =
  /** Mean losses of the batches since the last event; `first` is the first one's number, 1 for the very first. */
  | { kind: 'batches'; epoch: number; first: number; losses: number[] }
  | {
      kind: 'epoch';
      record: EpochRecord;
      /** Validation counts `[actual, predicted]`, row-major. */
      confusion: Int32Array;
      /**
       * The weights where this epoch's are the ones to keep so far, with the standardisation folded in (they
       * take features as they come); else null.
       */
      kept: HeadWeights | null;
    };

/**
 * Trains dropout → optional hidden ReLU layer → softmax on cached features.
 * The same arguments on the same backend give the same events, seconds apart.
 * @throws OnesheetError `plan-too-few-films` for no training or no validation rows, `training-diverged`.
 */
export async function* trainHead(training: HeadTraining): AsyncGenerator<HeadEvent, void, void> {
  const session = new HeadSession(training);
  try {
    for (let epoch = 1; epoch <= training.recipe.training.epochs; epoch++) yield* session.epoch(epoch);
  } finally {
    session.dispose();
  }
}

/** Rows of one side, in their order. */
function rowsOf(splits: readonly SplitName[], side: SplitName): number[] {
  const rows: number[] = [];
  for (const [row, split] of splits.entries()) if (split === side) rows.push(row);
  return rows;
}

function requireRows(rows: number[], side: string): void {
  if (rows.length > 0) return;
  throw new OnesheetError(
    'plan-too-few-films',
    `There is no film on the ${side} side.`,
    'Take more films, or change the shares of the split.',
    { where: { workspace: 'prepare', control: 'split' } },
  );
}

/** All that one training holds, on both sides of the device. */
class HeadSession {
  private readonly train: number[];
  private readonly validationTargets: number[];
  private readonly standardiser: Standardiser;
  private readonly shuffles: Random;
  private readonly batches: HeadBatches;
  private readonly batchSize: number;
  private readonly model: HeadModel;
  private readonly optimizer: Optimizer;
  private readonly validation: Tensor2D[];
  private trace: BatchTrace;
  private bestLoss = Infinity;
  private batchNumber = 0;

  constructor(private readonly training: HeadTraining) {
    const { splits, recipe, dimension, targets, classCount } = training;
    this.train = rowsOf(splits, 'train');
    const validation = rowsOf(splits, 'validation');
    requireRows(this.train, 'training');
    requireRows(validation, 'validation');
    this.validationTargets = validation.map((row) => targets[row]);
    this.standardiser = standardiserOf(training.features, dimension, this.train);
    this.shuffles = new Random(recipe.seed, 'shuffle');
    this.batchSize = Math.min(recipe.training.batchSize, this.train.length);
    this.batches = new HeadBatches(
      training,
      this.standardiser,
      this.batchSize,
      recipe.head.dropout,
      new Random(recipe.seed, 'dropout'),
    );
    const weights = new Random(recipe.seed, 'weights');
    this.model = new HeadModel(initialHead(dimension, recipe.head.hidden, classCount, weights));
    this.optimizer = createOptimizer(recipe.optimizer);
    this.validation = evaluationPieces(training, this.standardiser, validation);
    this.trace = this.newTrace();
  }

  async *epoch(epoch: number): AsyncGenerator<HeadEvent, void, void> {
    const clock = new WorkClock();
    this.trace = this.newTrace();
    this.shuffles.shuffle(this.train);
    let first = this.batchNumber + 1;
    for (let from = 0; from < this.train.length; from += this.batchSize) {
      this.step(from);
      const last = from + this.batchSize >= this.train.length;
      if (!last && clock.sinceTurn() < TURN_MS) continue;
      const losses = await this.trace.look();
      yield* clock.away({ kind: 'batches', epoch, first, losses });
      first = this.batchNumber + 1;
      await nextTurn();
      clock.turn();
    }
    yield await this.endOfEpoch(epoch, clock);
  }

  dispose(): void {
    this.trace.dispose();
    this.model.dispose();
    this.optimizer.dispose();
    dispose(this.validation);
  }

  private newTrace(): BatchTrace {
    return new BatchTrace(this.training.classCount, softmaxCrossEntropy);
  }

  private step(from: number): void {
    const batch = this.batches.at(this.train, from);
    const { logits, byName } = this.model.gradients(batch, softmaxCrossEntropy);
    this.optimizer.apply(this.model.variables, byName);
    dispose([batch.features, batch.targets, batch.weights, ...byName.values()]);
    const rows = this.train.slice(from, from + batch.count);
    this.trace.add(
      logits,
      rows.map((row) => this.training.targets[row]),
    );
    this.batchNumber++;
  }

  private async endOfEpoch(epoch: number, clock: WorkClock): Promise<HeadEvent> {
    const seen = this.trace.tally;
    const validation = await this.validate();
    const validationLoss = validation.loss / validation.count;
    if (!Number.isFinite(validationLoss)) throw diverged();
    const better = validationLoss < this.bestLoss;
    if (better) this.bestLoss = validationLoss;
    const keep = better || this.training.recipe.training.keep === 'last';
    return {
      kind: 'epoch',
      record: {
        epoch,
        trainLoss: seen.loss / seen.count,
        trainAccuracy: seen.hits / seen.count,
        validationLoss,
        validationAccuracy: validation.hits / validation.count,
        learningRate: this.optimizer.learningRate,
        seconds: clock.seconds(),
      },
      confusion: confusionMatrix(this.validationTargets, validation.predicted, this.training.classCount),
      kept: keep ? await this.plainWeights() : null,
    };
  }

  private async validate(): Promise<ReturnType<typeof tallyLogits>> {
    const { classCount } = this.training;
    const logits = new Float32Array(this.validationTargets.length * classCount);
    let at = 0;
    for (const piece of this.validation) {
      const result = this.model.logits(piece);
      logits.set(await result.data<'float32'>(), at);
      at += result.size;
      result.dispose();
    }
    return tallyLogits(logits, classCount, this.validationTargets, softmaxCrossEntropy);
  }

  private async plainWeights(): Promise<HeadWeights> {
    const [first, ...rest] = await this.model.weights();
    return [foldStandardiser(first, this.standardiser), ...rest];
  }
}

/** Wall time spent working: while the consumer holds an event, the clock stands. */
class WorkClock {
  private readonly started = performance.now();
  private lastTurn = this.started;
  private awayMs = 0;

  /** Yields the event; the time until the consumer comes back does not count. */
  *away<T>(event: T): Generator<T, void, void> {
    const left = performance.now();
    yield event;
    this.awayMs += performance.now() - left;
  }

  turn(): void {
    this.lastTurn = performance.now();
  }

  /** Milliseconds since the event loop last had its turn. */
  sinceTurn(): number {
    return performance.now() - this.lastTurn;
  }

  seconds(): number {
    return (performance.now() - this.started - this.awayMs) / 1000;
  }
}
