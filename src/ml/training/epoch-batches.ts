/** The steps of one epoch. Losses are read only now and then, since on WebGPU steps are merely queued. */
import * as tf from '@tensorflow/tfjs-core';
import { nextTurn } from '../../core/next-turn';
import type { Recipe } from '../../core/recipe/recipe';
import { groupsOf } from './batch-source';
import type { BatchTrace } from './batch-trace';
import { mixBatch } from './mix-batch';
import type { NoteEvent } from './network-events';
import type { NetworkInputs } from './network-inputs';
import type { Objective } from './objective';
import type { Step } from './step-work';
import type { BatchesEvent } from './train-head';
import { TURN_MS, type WorkClock } from './work-clock';

/** Interval at which to wait for the results of queued steps. */
const LOOK_MS = 200;

export interface EpochWork {
  epoch: number;
  /** Batches of the whole training before this epoch. */
  before: number;
  rows: readonly number[];
  size: number;
  inputs: NetworkInputs;
  objective: Objective;
  recipe: Recipe;
  step: Step;
  /** Called before each step. */
  prepare(): void;
  trace: BatchTrace;
  /** Called after each look, for events other than losses. */
  tell(): Iterable<NoteEvent>;
  /** Stops while the consumer handles events. */
  clock: WorkClock;
}

/** @returns the number of batches of the whole training, including these. */
export async function* epochBatches(work: EpochWork): AsyncGenerator<BatchesEvent | NoteEvent, number, void> {
  const { epoch, rows, size, inputs, objective, recipe, step, trace, clock } = work;
  let number = work.before;
  let first = number + 1;
  let looked = performance.now();
  const look = async (): Promise<BatchesEvent> => ({
    kind: 'batches',
    epoch,
    first,
    losses: await trace.look(),
  });
  for await (const batch of inputs.training(groupsOf(rows, size), epoch)) {
    if (batch.rows.length === 0) continue;
    work.prepare();
    const encoded = objective.encode(batch.rows, false);
    const mixed = mixBatch(batch, encoded, inputs, recipe, number);
    trace.add(step.run(mixed.batch, mixed.encoded), mixed.encoded, batch.rows);
    number++;
    if (tf.getBackend() === 'webgpu' && performance.now() - looked < LOOK_MS) continue;
    yield* clock.away(await look());
    yield* work.tell();
    first = number + 1;
    looked = performance.now();
    if (clock.sinceTurn() < TURN_MS) continue;
    await nextTurn();
    clock.turn();
  }
  if (first <= number) yield* clock.away(await look());
  yield* work.tell();
  return number;
}
