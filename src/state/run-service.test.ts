import { afterEach, describe, expect, it } from 'vitest';
import { OnesheetError, throwIfStopped } from '../core/errors';
import { defaultRecipe } from '../core/recipe/recipe';
import { genreHead } from '../core/heads';
import type { PlanSummary } from '../core/plan/plan';
import type { ComputeApi } from '../workers/protocol';
import type { Implementation } from '../workers/rpc';
import { serveInProcess } from './testing/in-process';
import { epoch, smallRun } from './testing/runs';
import { createRunService } from './run-service';
import { computeRunWorker } from './run-worker';
import { isTraining, runError, runStatus } from './run-views';

const plan: PlanSummary = {
  classNames: ['Comedy', 'Horror'],
  heads: [genreHead(['Comedy', 'Horror'])],
  funnel: [],
  join: { matched: 4, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} },
  counts: [],
  distributions: [],
  doubts: [],
  sizes: { train: 2, validation: 2, test: 0 },
  warnings: [],
  fingerprint: 'ab',
};
const device = { backend: 'cpu', device: 'test', reason: 'asked for' } as const;
const run = smallRun('r1', '2026-01-01T00:00:00Z');

let close = (): void => undefined;
afterEach(() => close());

function storeOver(methods: Partial<Implementation<ComputeApi>>) {
  const served = serveInProcess<ComputeApi>(methods);
  close = served.close;
  return createRunService({
    worker: computeRunWorker(
      () => served.remote,
      () => 'auto',
    ),
    schedule: (flush) => setTimeout(flush, 1),
  });
}

const order = { recipe: defaultRecipe(), experiment: null };

/** Resolves once the store's state satisfies the condition. */
function until<S>(
  store: { getState: () => S; subscribe: (listener: (state: S) => void) => () => void },
  holds: (state: S) => boolean,
): Promise<S> {
  return new Promise((resolve) => {
    if (holds(store.getState())) return resolve(store.getState());
    const leave = store.subscribe((state) => {
      if (!holds(state)) return;
      leave();
      resolve(state);
    });
    return undefined;
  });
}

describe('the run service', () => {
  it('keeps history, batch losses, confusion, progress and device, and ends with the Run', async () => {
    const store = storeOver({
      train: (_, { emit }) => {
        emit({ kind: 'plan', runId: 'r1', plan, device });
        emit({ kind: 'batches', epoch: 1, first: 1, losses: [0.9, 0.8] });
        emit({ kind: 'epoch', record: epoch(1, 0.7), confusion: [1, 0, 1, 0] });
        emit({ kind: 'batches', epoch: 2, first: 3, losses: [0.7] });
        emit({ kind: 'epoch', record: epoch(2, 0.6), confusion: [1, 0, 0, 1] });
        return run;
      },
    });
    const result = await store.getState().start(order);
    expect(runStatus(store.getState())).toBe('finished');
    const state = store.getState().live;
    expect(result?.id).toBe('r1');
    expect(state.history.map((record) => record.validationLoss)).toEqual([0.7, 0.6]);
    expect(state.trace.points().map((point) => point.loss)).toEqual([0.9, 0.8, 0.7]);
    expect(state.batches).toBe(3);
    expect(state.batchesAnEpoch).toBe(1.5);
    expect(state.confusion).toEqual([1, 0, 0, 1]);
    expect(state.plan?.classNames).toEqual(['Comedy', 'Horror']);
    expect(state.device).toEqual(device);
    expect(state.run?.predictions.probabilities).toEqual(run.predictions.probabilities);
  });

  it('handles a burst of events in one update', async () => {
    const store = storeOver({
      train: (_, { emit }) => {
        for (let batch = 1; batch <= 500; batch++)
          emit({ kind: 'batches', epoch: 1, first: batch, losses: [1 / batch] });
        return run;
      },
    });
    let updates = 0;
    store.subscribe(() => updates++);
    await store.getState().start(order);
    expect(store.getState().live.batches).toBe(500);
    expect(updates).toBeLessThan(50);
  });

  it('pauses, resumes and stops when the compute worker says so', async () => {
    const calls: string[] = [];
    let tell: (kind: 'paused' | 'resumed') => void = () => undefined;
    const store = storeOver({
      train: async (_, { emit, signal }) => {
        tell = (kind) => emit({ kind });
        emit({ kind: 'plan', runId: 'r1', plan, device });
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
        throwIfStopped(signal);
        return run;
      },
      pause: () => {
        calls.push('pause');
        tell('paused');
        return null;
      },
      resume: () => {
        calls.push('resume');
        tell('resumed');
        return null;
      },
    });
    const end = store.getState().start(order);
    await until(store, (state) => runStatus(state) === 'running');
    await store.getState().pause();
    await until(store, (state) => runStatus(state) === 'paused');
    await store.getState().resume();
    await until(store, (state) => runStatus(state) === 'running');
    store.getState().stop();
    expect(runStatus(store.getState())).toBe('stopping');
    expect(isTraining(store.getState())).toBe(true);
    expect(await end).toBeNull();
    expect(runStatus(store.getState())).toBe('stopped');
    expect(runError(store.getState())).toBeNull();
    expect(calls).toEqual(['pause', 'resume']);
  });

  it('keeps the Run of a training that was stopped midway', async () => {
    const store = storeOver({
      train: async (_, { signal }) => {
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
        return { ...run, status: 'stopped' as const };
      },
    });
    const end = store.getState().start(order);
    store.getState().stop();
    expect((await end)?.id).toBe('r1');
    expect(runStatus(store.getState())).toBe('stopped');
  });

  it('fails with the typed error, and can be started again', async () => {
    let attempts = 0;
    const store = storeOver({
      train: () => {
        attempts++;
        if (attempts === 1) throw new OnesheetError('plan-one-class', 'One class is left.', 'Take more.');
        return run;
      },
    });
    expect(await store.getState().start(order)).toBeNull();
    expect(runStatus(store.getState())).toBe('failed');
    expect(runError(store.getState())).toMatchObject({ code: 'plan-one-class', advice: 'Take more.' });
    expect((await store.getState().start(order))?.id).toBe('r1');
    expect(runError(store.getState())).toBeNull();
  });

  it('trains one run at a time', async () => {
    let started = 0;
    const store = storeOver({
      train: async () => {
        started++;
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        return run;
      },
    });
    const first = store.getState().start(order);
    expect(await store.getState().start(order)).toBeNull();
    await first;
    expect(started).toBe(1);
  });
});
