/** Tests the store over the real call protocol; the search itself is tested with the compute worker. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OnesheetError, stopped } from '../core/errors';
import { defaultRecipe, recipeSchema } from '../core/recipe/recipe';
import type { FinderPoint } from '../core/run/rate-curve';
import type { ComputeApi } from '../workers/protocol';
import type { Implementation } from '../workers/rpc';
import { jobs, jobUnderWay } from './jobs';
import { changedSince, createRateFinderStore, isLooking, rounded } from './learning-rate';
import { serveInProcess } from './testing/in-process';

const device = { backend: 'cpu', device: 'test', reason: 'asked for' } as const;
const point = (learningRate: number, loss: number): FinderPoint => ({ learningRate, loss, smoothed: loss });

let close = (): void => undefined;
beforeEach(() => jobs.setState({ list: [] }));
afterEach(() => close());

function storeOver(findLearningRate: Implementation<ComputeApi>['findLearningRate']) {
  const served = serveInProcess<ComputeApi>({ findLearningRate });
  close = served.close;
  return createRateFinderStore(
    () => served.remote,
    (flush) => setTimeout(flush, 1),
  );
}

describe('the search for a learning rate', () => {
  it('collects the curve as it arrives, and ends with the suggestions', async () => {
    const points = [point(1e-7, 1), point(1e-6, 0.5), point(1e-5, 2)];
    const suggestions = { valley: 1e-6, steepest: null };
    let seen = 0;
    const store = storeOver(async (_, { emit }) => {
      emit({ kind: 'device', device });
      for (const one of points.slice(0, 2)) emit({ kind: 'point', point: one });
      await expect.poll(() => store.getState().points).toEqual(points.slice(0, 2));
      seen = jobs.getState().list.length;
      expect(jobUnderWay('train')).toBeNull();
      emit({ kind: 'point', point: points[2] });
      return { points, suggestions };
    });
    const done = store.getState().find(defaultRecipe(), 'cpu');
    expect(isLooking(store.getState())).toBe(true);
    await done;
    // shown in the run bar, but not as the workspace's main work
    expect(seen).toBe(1);
    expect(store.getState()).toMatchObject({ status: 'found', points, suggestions, device, error: null });
  });

  it('can be stopped, keeping the curve so far without suggestions', async () => {
    const store = storeOver(
      (_, { emit, signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(stopped()));
          emit({ kind: 'point', point: point(1e-7, 1) });
        }),
    );
    const done = store.getState().find(defaultRecipe(), 'cpu');
    await expect.poll(() => store.getState().points).toHaveLength(1);
    store.getState().stop();
    expect(store.getState().status).toBe('stopping');
    await done;
    expect(store.getState()).toMatchObject({ status: 'stopped', suggestions: null, error: null });
    expect(store.getState().points).toHaveLength(1);
  });

  it('reports why it failed', async () => {
    const store = storeOver(() => {
      throw new OnesheetError('training-busy', 'A training is going on already.', 'Wait for it.');
    });
    await store.getState().find(defaultRecipe(), 'cpu');
    expect(store.getState()).toMatchObject({ status: 'failed', error: { code: 'training-busy' } });
    store.getState().dismissError();
    expect(store.getState().error).toBeNull();
  });
});

describe('what a curve depends on', () => {
  const of = (settings: object) => changedSince(defaultRecipe(), recipeSchema.parse(settings));

  it('does not include the number of epochs and how the learning rate is used', () =>
    expect(
      of({
        title: 'other',
        optimizer: { learningRate: 0.5 },
        schedule: { kind: 'cosine' },
        training: { epochs: 3, keep: 'last' },
        stopping: { patience: 3 },
      }),
    ).toEqual([]));

  it('includes batch size, optimizer, head and seed', () =>
    expect(
      of({ training: { batchSize: 8 }, optimizer: { kind: 'adamw' }, head: { hidden: 4 }, seed: 9 }).sort(),
    ).toEqual(['head.hidden', 'optimizer.kind', 'optimizer.weightDecay', 'seed', 'training.batchSize']));
});

it('takes over a suggestion rounded to two digits', () => {
  expect(rounded(0.0012345)).toBe(0.0012);
  expect(rounded(3.96e-5)).toBe(4e-5);
});
