import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Monitor } from '../core/metrics';
import { recipeSchema } from '../core/recipe/recipe';
import type { HeadWeights, Trained } from '../core/run/trained';
import { genreHead } from '../core/heads';
import type { Run, RunSummary } from '../core/run/run';
import { restoreRun, RunStore } from './runs';

function runOf(id: string, createdAt = '2026-11-20T10:00:00.000Z'): Run {
  return {
    version: 2,
    id,
    createdAt,
    status: 'finished',
    recipe: recipeSchema.parse({ title: id }),
    software: 'Onesheet test',
    fingerprint: 'abc',
    device: { backend: 'wasm', device: '1 thread', reason: 'It was asked for.' },
    classNames: ['Comedy', 'Horror'],
    heads: [genreHead(['Comedy', 'Horror'])],
    funnel: [],
    join: { matched: 2, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: { imdb: 2 } },
    sizes: { train: 1, validation: 1, test: 0 },
    history: [],
    keptEpoch: 1,
    predictions: {
      keys: ['1', '2'],
      files: ['a.jpg', 'b.jpg'],
      titles: ['A', 'B'],
      splits: ['train', 'validation'],
      actual: Int32Array.of(0, 1),
      answers: Float32Array.of(0, 1),
      probabilities: Float32Array.of(0.9, 0.1, 0.25, 0.75),
    },
    timings: { features: 1.5 },
  };
}

const WEIGHTS: HeadWeights = [
  { inputs: 1, outputs: 2, kernel: Float32Array.of(1, -1), bias: Float32Array.of(0, 0.5) },
];
const HEAD: Trained = { kind: 'head', head: WEIGHTS };
const NETWORK: Trained = {
  kind: 'network',
  tensors: new Map([['fc/kernel', { shape: [1, 2], data: Float32Array.of(3, 4) }]]),
};

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('stored runs', () => {
  it('are read back complete, also in a later visit', async () => {
    const store = await RunStore.open();
    await store.put(runOf('one'), HEAD);
    store.close();
    const later = await RunStore.open();
    expect(later.lasting).toBe(true);
    expect(await later.get('one')).toEqual({ run: runOf('one'), trained: HEAD });
  });

  it('keep a network’s weights', async () => {
    const store = await RunStore.open();
    await store.put(runOf('one'), NETWORK);
    expect((await store.get('one')).trained).toEqual(NETWORK);
  });

  it('are listed newest first, without their predictions', async () => {
    const store = await RunStore.open();
    await store.put(runOf('old', '2026-01-01T00:00:00.000Z'), HEAD);
    await store.put(runOf('new', '2026-12-31T00:00:00.000Z'), null);
    const list = await store.list();
    expect(list.map((run) => run.id)).toEqual(['new', 'old']);
    expect(list[0]).not.toHaveProperty('predictions');
  });

  it('can be opened while in progress, still without predictions', async () => {
    const store = await RunStore.open();
    const { predictions: _predictions, ...summary } = runOf('running');
    await store.putSummary({ ...summary, status: 'running' });
    const { run, trained } = await store.get('running');
    expect(trained).toBeNull();
    expect(run.predictions.keys).toEqual([]);
    await store.put(runOf('running'), HEAD);
    expect((await store.get('running')).run.status).toBe('finished');
    expect(await store.list()).toHaveLength(1);
  });

  it('are gone once they are deleted', async () => {
    const store = await RunStore.open();
    await store.put(runOf('one'), HEAD);
    await store.delete('one');
    await store.delete('never there');
    expect(await store.list()).toEqual([]);
    await expect(store.get('one')).rejects.toMatchObject({ code: 'run-missing' });
  });

  it('stay available until the page is closed if they could not be stored', async () => {
    const store = await RunStore.open();
    await store.put(runOf('first'), null);
    // data that cannot be cloned cannot be stored: a different failure, from the database itself
    const large = { ...runOf('large'), timings: { features: () => 1 } } as unknown as Run;
    await expect(store.put(large, HEAD)).rejects.toMatchObject({ code: 'storage-failed' });
    expect(await store.list()).toHaveLength(2);
    await store.delete('large');
    expect(await store.list()).toHaveLength(1);
  });

  it('are kept in memory if the browser has no database', async () => {
    Reflect.deleteProperty(globalThis, 'indexedDB');
    const store = await RunStore.open();
    expect(store.lasting).toBe(false);
    await store.put(runOf('one'), HEAD);
    expect(await store.get('one')).toEqual({ run: runOf('one'), trained: HEAD });
    await store.delete('one');
    await expect(store.get('one')).rejects.toMatchObject({ code: 'run-missing' });
  });
});

describe('records of all versions', () => {
  const { predictions: _predictions, ...summary } = runOf('one');

  it('get the recipe fields that were missing when they were written', () => {
    const bare = { ...summary, recipe: { title: 'one' } } as unknown as RunSummary;
    expect(restoreRun(bare)).toEqual(summary);
  });

  it('say which figure epochs were compared by if that is known, and keep what they say', () => {
    const epoch = {
      epoch: 1,
      trainLoss: 1,
      trainAccuracy: 0.5,
      validationLoss: 0.7,
      validationAccuracy: 0.5,
      learningRate: 0.1,
      seconds: 1,
    };
    const by = (metric: Monitor, history: RunSummary['history']) =>
      restoreRun({ ...summary, recipe: recipeSchema.parse({ stopping: { metric } }), history }).history;
    const [loss, f1] = [
      { ...epoch, monitored: { metric: 'loss', value: 0.7 } as const },
      { ...epoch, monitored: { metric: 'macro-f1', value: 0.4 } as const },
    ];
    expect(restoreRun({ ...summary, history: [epoch] }).history).toEqual([loss]);
    expect(by('loss', [epoch])).toEqual([loss]);
    expect(by('macro-f1', [epoch])).toEqual([epoch]);
    expect(by('macro-f1', [f1])).toEqual([f1]);
  });

  it('of version 1 have one class head, whose answers are the classes', async () => {
    const { heads: _heads, ...former } = { ...summary, version: 1, recipe: { version: 1, title: 'one' } };
    const { answers: _answers, ...predictions } = runOf('one').predictions;
    const store = await RunStore.open();
    await store.putSummary(former as unknown as RunSummary);
    store.close();
    const database = await openDB('onesheet');
    await database.put('results', { id: 'one', predictions, head: WEIGHTS });
    database.close();
    const later = await RunStore.open();
    expect(await later.get('one')).toEqual({ run: runOf('one'), trained: HEAD });
    expect((await later.list())[0]).toEqual(summary);
  });

  it('are recognised if a later version wrote them, and left out of the list', async () => {
    const newer = { ...summary, version: 3 } as unknown as RunSummary;
    expect(() => restoreRun(newer)).toThrow(expect.objectContaining({ code: 'run-newer' }));
    const store = await RunStore.open();
    await store.putSummary(newer);
    expect(await store.list()).toEqual([]);
    await expect(store.get('one')).rejects.toMatchObject({ code: 'run-newer' });
  });

  it('do not hide the others if one cannot be read', async () => {
    const store = await RunStore.open();
    await store.put(runOf('good'), HEAD);
    const newer = { ...summary, id: 'newer', recipe: { ...summary.recipe, version: 99 } };
    const broken = { ...summary, id: 'broken', recipe: { training: { epochs: 'many' } } };
    for (const record of [newer, broken]) await store.putSummary(record as unknown as RunSummary);
    expect((await store.list()).map(({ id }) => id)).toEqual(['good']);
    expect(await store.unreadable()).toMatchObject([
      { id: 'broken', createdAt: summary.createdAt, title: null, reason: { code: 'recipe-invalid' } },
      { id: 'newer', title: 'one', reason: { code: 'recipe-newer' } },
    ]);
    await expect(store.get('newer')).rejects.toMatchObject({ code: 'recipe-newer' });
    await expect(store.get('broken')).rejects.toMatchObject({ code: 'recipe-invalid' });
    await store.delete('broken');
    expect(await store.unreadable()).toHaveLength(1);
  });
});

describe('a database that another tab wants to upgrade', () => {
  it('is closed at once, and every later call says so', async () => {
    const store = await RunStore.open();
    await store.put(runOf('one'), null);
    // a newer version of the page opens it; that would wait for ever if this connection stayed open
    const newer = await openDB('onesheet', 2);
    const refused = { code: 'storage-newer', where: { workspace: 'compare' } };
    await expect(store.list()).rejects.toMatchObject(refused);
    await expect(store.put(runOf('two'), null)).rejects.toMatchObject(refused);
    newer.close();
    // a page that starts next to it gets the same error, and is not mistaken for a private window
    const later = await RunStore.open();
    expect(later.lasting).toBe(true);
    await expect(later.list()).rejects.toMatchObject(refused);
  });

  it('is opened again if it was only deleted', async () => {
    const store = await RunStore.open();
    await store.put(runOf('one'), null);
    await deleteDB('onesheet');
    expect(await store.list()).toEqual([]);
    await store.put(runOf('two'), null);
    expect((await store.list()).map(({ id }) => id)).toEqual(['two']);
  });
});

it('a run for which there is no room reports that', async () => {
  const store = await RunStore.open();
  const refuse = vi.spyOn(globalThis.IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  });
  await expect(store.put(runOf('large'), HEAD)).rejects.toMatchObject({ code: 'storage-full' });
  refuse.mockRestore();
  expect(await store.list()).toHaveLength(1);
});
