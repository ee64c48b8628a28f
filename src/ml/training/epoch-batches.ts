/** One epoch's steps, and their losses whenever there is time to look: on WebGPU steps are only queued. */
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

/** So often results of what is queued are waited for. */
const LOOK_MS = 200;

export interface EpochWork {
  epoch: number;
  /** Batches of the whole training so far. */
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
  /** Called after each look: what there is to tell beside losses. */
  tell(): Iterable<NoteEvent>;
  /** Stands still while events are with whoever pulls. */
  clock: WorkClock;
}

/** @returns batches of the whole training with these. */
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
