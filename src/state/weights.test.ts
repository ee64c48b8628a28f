/**
 * Tests the store with the engine's real weights API, over the real call protocol, and a server that behaves like the
 * hub.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HubServer } from '../workers/compute/hub/testing/hub-server';
import { PretrainedWeights } from '../workers/compute/weights/pretrained-weights';
import type { ComputeApi } from '../workers/protocol';
import { architectureOf } from '../ml/backbones/architectures';
import { MOBILENET_V1_KERAS } from '../ml/weights/names/mobilenet-v1';
import { fileShapes } from '../ml/weights/names/tensor-names';
import { writeSafetensors } from '../ml/weights/safetensors';
import { MemoryFolder } from '../storage/memory-folder';
import { WeightsStore } from '../storage/weights-store';
import { jobs, jobUnderWay } from './jobs';
import { serveInProcess } from './testing/in-process';
import { createWeightsStore, hubKey, keptOfHub, type WeightsStore as State } from './weights';

const HUB = { repo: 'owner/small', file: 'model.safetensors', revision: 'main' };
const architecture = architectureOf({ family: 'mobilenet-v1', width: 0.25, classes: 10 });
const FILE = new Uint8Array(
  writeSafetensors(
    new Map(
      [...fileShapes(architecture, MOBILENET_V1_KERAS)].map(([name, shape]) => [
        name,
        { dtype: 'F32', shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5) },
      ]),
    ),
  ),
);

let server: HubServer;
let state: State;
let close: () => void;

beforeEach(async () => {
  server = await HubServer.start();
  server.put(HUB.repo, FILE);
  const room = new PretrainedWeights(
    () => ({ file: () => Promise.reject(new Error('not called in this test')) }),
    {
      store: await WeightsStore.open(new MemoryFolder()),
      base: server.base,
      transport: (url, init) => fetch(url, init),
    },
  );
  const served = serveInProcess<ComputeApi>({
    weights: () => room.list(),
    addWeights: ({ input }, { signal, emit }) => room.add(input, { signal, report: emit }),
    removeWeights: async ({ id }) => {
      await room.remove(id);
      return null;
    },
    hubSize: ({ hub }, { signal, emit }) => room.hubSize(hub, { signal, report: emit }),
    fetchHub: ({ hub }, { signal, emit }) => room.fetchHub(hub, { signal, report: emit }),
  });
  close = served.close;
  state = createWeightsStore(() => served.remote);
  jobs.setState({ list: [] });
});
afterEach(async () => {
  close();
  await server.stop();
});

const given = (path: string, bytes: BlobPart) => ({
  files: [{ path, file: new File([bytes], path) }],
  handles: [],
});

describe('weights', () => {
  it('sends no request before it is told to', async () => {
    await state.getState().read();
    expect(state.getState()).toMatchObject({ list: [], busy: null, error: null });
    expect(server.asked).toEqual([]);
  });

  it('shows the size first, then downloads the file, then deletes it', async () => {
    const size = await state.getState().askSize(HUB);
    expect(size).toMatchObject({ fileBytes: FILE.length, network: 'mobilenet-v1 × 0.25' });
    expect(state.getState().sizes.get(hubKey(HUB))).toEqual(size);
    expect(server.sent).toBeLessThan(FILE.length / 2);
    const kept = await state.getState().fetch(HUB);
    expect(kept).toMatchObject({ complete: true, origin: { kind: 'hub', checked: true } });
    expect(keptOfHub(state.getState().list, HUB)).toEqual(kept);
    await state.getState().remove(kept?.id ?? '');
    expect(state.getState().list).toEqual([]);
  });

  it('stops, keeps what was downloaded, and resumes', async () => {
    server.script = [{ kind: 'right' }, { kind: 'right' }, { kind: 'slow', bytes: 50_000, everyMs: 20 }];
    const unsubscribe = state.subscribe(({ progress }) => {
      if (progress?.phase === 'Downloading' && progress.done > 200_000) state.getState().stop();
    });
    expect(await state.getState().fetch(HUB)).toBeNull();
    unsubscribe();
    expect(state.getState()).toMatchObject({ busy: null, error: null, list: [{ complete: false }] });
    expect(await state.getState().fetch(HUB)).toMatchObject({ complete: true });
  });

  it("is a job that Train's shortcuts do not stop", async () => {
    server.script = [{ kind: 'slow', bytes: 1, everyMs: 20 }];
    const asking = state.getState().askSize(HUB);
    expect(jobs.getState().list).toMatchObject([{ title: 'Asking the hub', status: 'running' }]);
    expect(jobUnderWay('train')).toBeNull();
    await asking;
  });

  it('adds a file, and says what is wrong with another', async () => {
    const kept = await state.getState().add(given('mine.safetensors', FILE));
    expect(kept).toMatchObject({ name: 'mine.safetensors', complete: true });
    expect(await state.getState().add(given('notes.txt', 'hello'))).toBeNull();
    expect(state.getState().error).toMatchObject({ code: 'file-unsupported' });
    expect(state.getState().list).toEqual([kept]);
    state.getState().dismissError();
    expect(state.getState().error).toBeNull();
  });
});
