import { afterEach, describe, expect, it } from 'vitest';
import { OnesheetError } from '../core/errors';
import type { ComputeApi } from '../workers/protocol';
import { createModelFilesStore } from './model-files';
import { serveInProcess } from './testing/in-process';

let close = (): void => undefined;
afterEach(() => close());

describe('the model files store', () => {
  function storeOver() {
    const made: string[] = [];
    const served = serveInProcess<ComputeApi>({
      exportModel: ({ id }) => {
        made.push(id);
        if (id === 'gone') throw new OnesheetError('run-missing', 'There is no such run.', 'Choose another.');
        return new Blob([id]);
      },
      listModel: ({ file }) => ({ entries: [{ path: 'model.json', size: file.size }], card: '# Card' }),
    });
    close = served.close;
    return { store: createModelFilesStore(() => served.remote), made };
  }

  it('makes a run’s ZIP once', async () => {
    const { store, made } = storeOver();
    const [first, second] = await Promise.all([store.getState().make('a'), store.getState().make('a')]);
    await store.getState().make('a');
    expect(made).toEqual(['a']);
    expect(second).toBe(first);
    expect(store.getState().file?.entries).toEqual([{ path: 'model.json', size: 1 }]);
    expect(store.getState().making).toBeNull();
  });

  it('keeps the error together with its run', async () => {
    const { store } = storeOver();
    expect(await store.getState().make('gone')).toBeNull();
    expect(store.getState().error).toMatchObject({ runId: 'gone', report: { code: 'run-missing' } });
    expect(await store.getState().make('b')).not.toBeNull();
    expect(store.getState().error).toBeNull();
  });
});
