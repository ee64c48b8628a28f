import { afterEach, describe, expect, it } from 'vitest';
import { OnesheetError } from '../core/errors';
import { defaultRecipe } from '../core/recipe/recipe';
import type { Run, UnreadableRun } from '../core/run/run';
import type { ComputeApi } from '../workers/protocol';
import { summaryOf } from '../core/run/run';
import { createRunsStore, isUsable } from './runs';
import { serveInProcess } from './testing/in-process';
import { smallRun } from './testing/runs';

const DAMAGED: UnreadableRun = {
  id: 'damaged',
  createdAt: null,
  title: null,
  reason: { code: 'recipe-invalid', message: 'It does not read.', advice: 'Delete it.' },
};

let close = (): void => undefined;
afterEach(() => close());

function storeWith(stored: Run[]) {
  const runs = new Map(stored.map((run) => [run.id, run]));
  const reads: string[] = [];
  const damaged = new Set<UnreadableRun>([DAMAGED]);
  const served = serveInProcess<ComputeApi>({
    runs: () => [...runs.values()].map(summaryOf),
    unreadableRuns: () => [...damaged],
    run: ({ id }) => {
      reads.push(id);
      const run = runs.get(id);
      if (!run) throw new OnesheetError('run-missing', `There is no run ${id}.`, 'Choose another.');
      return run;
    },
    renameRun: () => null,
    deleteRun: ({ id }) => {
      if (id === DAMAGED.id) damaged.clear();
      runs.delete(id);
      return null;
    },
  });
  close = served.close;
  return { store: createRunsStore(() => served.remote), reads };
}

describe('isUsable', () => {
  it('has predictions if it is a network after an epoch, or neighbours or chance at the end', () => {
    const none = { history: [], keptEpoch: 0 };
    const chance = { ...defaultRecipe(), model: { kind: 'random', draw: 'one-uniform' } as const };
    expect(isUsable(smallRun('a', ''))).toBe(true);
    expect(isUsable(smallRun('a', '', none))).toBe(false);
    expect(isUsable(smallRun('a', '', { ...none, recipe: chance }))).toBe(true);
    expect(isUsable(smallRun('a', '', { ...none, recipe: chance, status: 'failed' }))).toBe(false);
  });
});

const older = smallRun('a', '2026-01-01T00:00:00Z');
const newer = smallRun('b', '2026-02-01T00:00:00Z');

describe('the runs store', () => {
  it('lists runs newest first and selects the newest', async () => {
    const { store } = storeWith([older, newer]);
    await store.getState().refresh();
    expect(store.getState().status).toBe('ready');
    expect(store.getState().list.map((run) => run.id)).toEqual(['b', 'a']);
    expect(store.getState().selectedId).toBe('b');
  });

  it('opens a run once, however often it is requested', async () => {
    const { store, reads } = storeWith([older]);
    const [first, second] = await Promise.all([store.getState().open('a'), store.getState().open('a')]);
    const third = await store.getState().open('a');
    expect(reads).toEqual(['a']);
    expect(first.predictions.actual).toEqual(older.predictions.actual);
    expect(second).toBe(first);
    expect(third).toBe(first);
  });

  it('keeps only the few most recently used runs open', async () => {
    const many = Array.from({ length: 9 }, (_, index) => smallRun(`r${index}`, `2026-01-0${index + 1}`));
    const { store, reads } = storeWith(many);
    await Promise.all(many.map((run) => store.getState().open(run.id)));
    expect(store.getState().opened.size).toBe(6);
    expect(store.getState().opened.has('r8')).toBe(true);
    await store.getState().open('r0');
    expect(reads.filter((id) => id === 'r0')).toHaveLength(2);
  });

  it('reports a run that no longer exists', async () => {
    const { store } = storeWith([]);
    await expect(store.getState().open('x')).rejects.toMatchObject({ code: 'run-missing' });
  });

  it('adds a run that has just ended', async () => {
    const { store } = storeWith([older]);
    await store.getState().refresh();
    store.getState().setCompared(['a']);
    store.getState().add(newer);
    expect(store.getState().list.map((run) => run.id)).toEqual(['b', 'a']);
    expect(store.getState().selectedId).toBe('b');
    expect(store.getState().compared).toEqual(['a', 'b']);
    expect(store.getState().list[0]).not.toHaveProperty('predictions');
  });

  it('still reads the older runs if one ends before the list has been read', async () => {
    const { store } = storeWith([older, newer]);
    store.getState().add(newer);
    expect(store.getState().status).toBe('unread');
    expect(store.getState().list.map((run) => run.id)).toEqual(['b']);
    await store.getState().refresh();
    expect(store.getState().list.map((run) => run.id)).toEqual(['b', 'a']);
    expect(store.getState().selectedId).toBe('b');
  });

  it('renames a run in the list and in the opened copy', async () => {
    const { store } = storeWith([older, newer]);
    await store.getState().refresh();
    await store.getState().open('a');
    await store.getState().rename('a', 'Longer');
    expect(store.getState().list.map((run) => run.recipe.title)).toEqual(['My experiment', 'Longer']);
    expect(store.getState().opened.get('a')?.recipe.title).toBe('Longer');
  });

  it('forgets a deleted run everywhere', async () => {
    const { store } = storeWith([older, newer]);
    await store.getState().refresh();
    await store.getState().open('b');
    store.getState().setCompared(['a', 'b']);
    await store.getState().remove('b');
    expect(store.getState().list.map((run) => run.id)).toEqual(['a']);
    expect(store.getState().selectedId).toBe('a');
    expect(store.getState().compared).toEqual(['a']);
    expect(store.getState().opened.has('b')).toBe(false);
  });
});

it('lists unreadable runs separately until they are deleted', async () => {
  const { store } = storeWith([smallRun('a', '2026-01-01')]);
  await store.getState().refresh();
  expect(store.getState().list.map(({ id }) => id)).toEqual(['a']);
  expect(store.getState().unreadable).toEqual([DAMAGED]);
  await store.getState().remove('damaged');
  expect(store.getState().unreadable).toEqual([]);
  await store.getState().refresh();
  expect(store.getState().unreadable).toEqual([]);
});
