import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { afterEach, describe, expect, it } from 'vitest';
import { OnesheetError } from '../core/errors';
import type { EngineApi } from '../engine/protocol';
import { createModelFilesStore, readModelZip } from './model-files';
import { serveInProcess } from './testing/in-process';

let close = (): void => undefined;
afterEach(() => close());

async function zipOf(files: Record<string, string>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter('application/zip'));
  // one after the other: a ZIP is one stream
  // oxlint-disable-next-line no-await-in-loop
  for (const [path, text] of Object.entries(files)) await writer.add(path, new TextReader(text));
  return writer.close();
}

describe('readModelZip', () => {
  it('lists what is in it, and reads the card', async () => {
    const blob = await zipOf({ 'model.json': '{}', 'README.md': '# Comedy or horror' });
    expect(await readModelZip(blob)).toEqual({
      entries: [
        { path: 'model.json', size: 2 },
        { path: 'README.md', size: 18 },
      ],
      card: '# Comedy or horror',
    });
  });
  it('says that a broken one is broken', async () => {
    await expect(readModelZip(new Blob(['not a zip']))).rejects.toMatchObject({ code: 'model-broken' });
  });
});

describe('the model files store', () => {
  function storeOver() {
    const made: string[] = [];
    const served = serveInProcess<EngineApi>({
      exportModel: async ({ id }) => {
        made.push(id);
        if (id === 'gone') throw new OnesheetError('run-missing', 'There is no such run.', 'Choose another.');
        return zipOf({ 'model.json': id });
      },
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

  it('keeps the error beside the run that it belongs to', async () => {
    const { store } = storeOver();
    expect(await store.getState().make('gone')).toBeNull();
    expect(store.getState().error).toMatchObject({ runId: 'gone', report: { code: 'run-missing' } });
    expect(await store.getState().make('b')).not.toBeNull();
    expect(store.getState().error).toBeNull();
  });
});
