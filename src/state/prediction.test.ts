import { afterEach, describe, expect, it } from 'vitest';
import { OnesheetError } from '../core/errors';
import { defaultRecipe } from '../core/recipe/recipe';
import { genreHead } from '../core/heads';
import type { DataApi, ComputeApi, OpenInput } from '../workers/protocol';
import type { Implementation } from '../workers/rpc';
import { createPredictionStore } from './prediction';
import { serveInProcess } from './testing/in-process';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const device = { backend: 'cpu', device: 'test', reason: 'asked for' } as const;
const summary = {
  heads: [genreHead(['Comedy', 'Horror'])],
  classNames: ['Comedy', 'Horror'],
  title: 'Comedy or horror',
  createdAt: '2026-01-01T00:00:00Z',
  images: defaultRecipe().images,
  card: '# Comedy or horror',
  bytes: 12,
};

function storeWith(compute: Partial<Implementation<ComputeApi>> = {}) {
  const asked: string[][] = [];
  const computeSide = serveInProcess<ComputeApi>({
    openModel: () => summary,
    exportModel: () => new Blob(['zip']),
    predict: ({ posters }) => {
      asked.push(posters.map((poster) => poster.file));
      const bad = posters.filter((poster) => poster.file === 'bad.jpg');
      return {
        predictions: posters
          .filter((poster) => poster.file !== 'bad.jpg')
          .map((poster) => ({ ...poster, predicted: 1, probabilities: Float32Array.of(0.25, 0.75) })),
        undecodable: bad.map((poster) => ({
          kind: 'image-truncated',
          line: null,
          file: poster.file,
          reason: 'The file ends early.',
          found: '',
        })),
        device,
      };
    },
    ...compute,
  });
  const dataSide = serveInProcess<DataApi>({
    openLoose: ({ input }) => ({
      posters: input.files.map((entry) => ({ key: `loose:${entry.path}`, file: entry.path })),
      problems: [],
    }),
  });
  closing.push(computeSide.close, dataSide.close);
  const store = createPredictionStore(() => ({ data: dataSide.remote, compute: computeSide.remote }));
  return { store, asked };
}

function files(...names: string[]): OpenInput {
  return { files: names.map((path) => ({ path, file: new File(['x'], path) })), handles: [] };
}

describe('the prediction store', () => {
  it('predicts posters that are added after the model', async () => {
    const { store } = storeWith();
    await store.getState().openFile(new File(['zip'], 'model.zip'), 'auto');
    await store.getState().addPosters(files('a.jpg'));
    expect(store.getState().predictions).toMatchObject([{ file: 'a.jpg', predicted: 1 }]);
    expect(store.getState().device).toEqual(device);
    expect(store.getState().busy).toBeNull();
  });

  it('predicts posters that were added before the model, then only new ones', async () => {
    const { store, asked } = storeWith();
    await store.getState().addPosters(files('a.jpg', 'b.jpg'));
    expect(store.getState().predictions).toEqual([]);
    await store.getState().openRun('r1', 'Comedy or horror', 'auto');
    await store.getState().addPosters(files('c.jpg'));
    expect(asked).toEqual([['a.jpg', 'b.jpg'], ['c.jpg']]);
    expect(store.getState().predictions).toHaveLength(3);
  });

  it('lists posters that cannot be decoded and does not try them again', async () => {
    const { store, asked } = storeWith();
    await store.getState().openFile(new File(['zip'], 'model.zip'), 'auto');
    await store.getState().addPosters(files('bad.jpg', 'a.jpg'));
    expect(store.getState().problems).toMatchObject([{ file: 'bad.jpg', reason: 'The file ends early.' }]);
    await store.getState().addPosters(files('b.jpg'));
    expect(asked.at(-1)).toEqual(['b.jpg']);
  });

  it('predicts everything again with another model', async () => {
    const { store, asked } = storeWith();
    await store.getState().openFile(new File(['zip'], 'one.zip'), 'auto');
    await store.getState().addPosters(files('a.jpg'));
    await store.getState().openFile(new File(['zip'], 'two.zip'), 'auto');
    expect(asked).toEqual([['a.jpg'], ['a.jpg']]);
    expect(store.getState().predictions).toHaveLength(1);
    expect(store.getState().source).toEqual({ kind: 'file', name: 'two.zip' });
  });

  it('keeps the open model if another one cannot be opened', async () => {
    let first = true;
    const { store } = storeWith({
      openModel: () => {
        if (first) {
          first = false;
          return summary;
        }
        throw new OnesheetError('model-broken', 'This ZIP has no model in it.', 'Choose another file.');
      },
    });
    await store.getState().openFile(new File(['zip'], 'one.zip'), 'auto');
    await store.getState().openFile(new File(['zip'], 'two.zip'), 'auto');
    expect(store.getState().error).toMatchObject({ code: 'model-broken' });
    expect(store.getState().source).toEqual({ kind: 'file', name: 'one.zip' });
  });

  it('can be stopped, which is not an error', async () => {
    const { store } = storeWith({
      predict: (_, { signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () =>
            reject(new OnesheetError('stopped', 'Stopped.', 'Start again.')),
          );
        }),
    });
    await store.getState().openFile(new File(['zip'], 'one.zip'), 'auto');
    const end = store.getState().addPosters(files('a.jpg'));
    while (store.getState().busy !== 'predicting')
      await new Promise((resolve) => {
        setTimeout(resolve, 1);
      });
    store.getState().stop();
    await end;
    expect(store.getState().error).toBeNull();
    expect(store.getState().busy).toBeNull();
    expect(store.getState().predictions).toEqual([]);
  });
});
