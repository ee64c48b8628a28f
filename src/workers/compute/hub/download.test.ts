/** Tests with a server on a real socket that behaves, and misbehaves, as the hub does. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../../core/progress';
import { architectureOf } from '../../../ml/backbones/architectures';
import { fileShapes, neededNames } from '../../../ml/weights/names/tensor-names';
import { MOBILENET_V2_TIMM } from '../../../ml/weights/names/mobilenet-v2';
import { vggNames } from '../../../ml/weights/names/vgg';
import { parseSafetensors, writeSafetensors } from '../../../ml/weights/safetensors';
import type { Weights } from '../../../ml/layers/weights';
import { MemoryFolder } from '../../../storage/memory-folder';
import { WeightsStore } from '../../../storage/weights-store';
import type { HubTransport } from './address';
import { download, hubId, type DownloadOptions } from './download';
import { inspect } from './inspect';
import type { RetryPolicy } from './retries';
import { HubServer, type HubAnswer } from './testing/hub-server';

function times(count: number, one: HubAnswer): HubAnswer[] {
  return Array.from({ length: count }, () => one);
}

const REPO = 'timm/mobilenetv2_small';
const HUB = { repo: REPO, file: 'model.safetensors', revision: 'main' };
const RETRY_POLICY: RetryPolicy = {
  backOff: { firstMs: 2, longestMs: 8 },
  attempts: 3,
  longestWaitMs: 2000,
  stallMs: 5000,
};
/** For servers that do not respond. */
const QUICK_RETRIES: RetryPolicy = { ...RETRY_POLICY, stallMs: 300 };

/** A file as timm would write it; each value follows from its index. */
function fill(shapes: Iterable<[string, readonly number[]]>): Weights {
  let value = 0;
  return new Map(
    [...shapes].map(([name, shape]) => {
      const size = shape.reduce((product, axis) => product * axis, 1);
      return [
        name,
        { dtype: 'F32', shape: [...shape], data: Float32Array.from({ length: size }, () => value++ % 997) },
      ];
    }),
  );
}

const architecture = architectureOf({ family: 'mobilenet-v2', width: 0.35, classes: 10, source: 'torch' });
const weights = fill(fileShapes(architecture, MOBILENET_V2_TIMM));
const FILE = new Uint8Array(writeSafetensors(weights, { format: 'pt' }));
const HASH = createHash('sha256').update(FILE).digest('hex');

/** Compares byte by byte: the test runner's comparison takes seconds for megabytes. */
function same(a: ArrayBuffer, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}

function bytesOf(weights: Weights, name: string): Uint8Array {
  return new Uint8Array(weights.get(name)?.data.buffer ?? new ArrayBuffer(0));
}

let server: HubServer;
let store: WeightsStore;
let reports: Progress[];

const transport: HubTransport = (url, init) => fetch(url, init);

function options(change: Partial<DownloadOptions> = {}): DownloadOptions {
  const report = (progress: Progress) => reports.push(progress);
  return { base: server.base, transport, retries: RETRY_POLICY, store, report, ...change };
}

beforeAll(async () => {
  server = await HubServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  server.asked.length = 0;
  server.files.clear();
  server.script = [];
  server.put(REPO, FILE);
  store = await WeightsStore.open(new MemoryFolder());
  reports = [];
});

/** Size in bytes of the unfinished or finished file in the store. */
async function inStore(): Promise<number> {
  const file = await store.openFile(hubId(HUB));
  const size = file.size();
  file.close();
  return size;
}

describe('inspect', () => {
  it('reports size, hash and network from the first kilobytes', async () => {
    const found = await inspect(HUB, options());
    expect(found).toMatchObject({ fileBytes: FILE.length, sha256: HASH });
    expect(found.recognised.config).toMatchObject({ family: 'mobilenet-v2', width: 0.35, source: 'torch' });
    expect(found.selection.bytes).toBe(FILE.length);
    expect(server.ranges[0]).toBe('bytes=0-7');
    expect(server.ranges).toHaveLength(2);
    expect(server.sent).toBeLessThan(60_000);
    // nothing personal is sent along
    for (const { headers } of server.asked)
      expect(Object.keys(headers).filter((name) => /cookie|referer|authorization/.test(name))).toEqual([]);
  });

  it("gets the hash from the repository if the mirror's tag is not one", async () => {
    server.put(REPO, FILE, { hash: 'pointer' });
    expect((await inspect(HUB, options())).sha256).toBe(HASH);
    expect(server.asked.at(-1)?.path).toBe(`/${REPO}/raw/main/model.safetensors`);
  });

  it('selects only what is needed if there is no hash to check', async () => {
    server.put(REPO, FILE, { hash: 'none' });
    const found = await inspect(HUB, options());
    expect(found.sha256).toBeNull();
    // a head of 10 classes: 1,280 × 10 + 10 weights of 4 bytes, and its part of the header
    expect(FILE.length - found.selection.bytes).toBeGreaterThan(12_810 * 4);
  });

  it('works with a server that answers with the whole file', async () => {
    server.script = [{ kind: 'whole' }, { kind: 'whole' }];
    expect((await inspect(HUB, options())).sha256).toBe(HASH);
  });
});

describe('download', () => {
  it('downloads again what is missing from a file that was marked complete', async () => {
    const { id } = await download(HUB, options());
    const file = await store.openFile(id);
    file.truncate(100_000);
    file.close();
    expect(await download(HUB, options())).toMatchObject({ complete: true, bytes: FILE.length });
    expect(same(await store.read(id), FILE)).toBe(true);
  });

  it('closes the file whatever fails, also if it cannot be flushed', async () => {
    const folder = new MemoryFolder();
    let open = 0;
    store = await WeightsStore.open({
      read: (name) => folder.read(name),
      list: () => folder.list(),
      remove: (name) => folder.remove(name),
      open: async (name) => {
        const file = await folder.open(name);
        open++;
        return {
          size: () => file.size(),
          read: (into, at) => file.read(into, at),
          write: (bytes, at) => file.write(bytes, at),
          truncate: (size) => file.truncate(size),
          flush: () => {
            if (name.endsWith('.safetensors')) throw new Error('The disk is gone.');
          },
          close: () => void open--,
        };
      },
    });
    await expect(download(HUB, options())).rejects.toThrow('The disk is gone.');
    expect(open).toBe(0);
  });

  it('downloads and checks the file, and reports progress', async () => {
    const kept = await download(HUB, options());
    expect(kept).toMatchObject({
      name: REPO,
      sha256: HASH,
      complete: true,
      network: 'mobilenet-v2 × 0.35',
      architecture: { family: 'mobilenet-v2', width: 0.35, source: 'torch' },
      bytes: FILE.length,
      origin: { kind: 'hub', hub: HUB, checked: true },
    });
    expect(same(await store.read(kept.id), FILE)).toBe(true);
    expect(await store.list()).toEqual([kept]);
    const downloading = reports.filter(({ phase }) => phase === 'Downloading');
    expect(downloading.at(-1)).toMatchObject({ done: FILE.length, total: FILE.length, unit: 'bytes' });
  });

  it('requests only the header if the file is already there', async () => {
    await download(HUB, options());
    const before = server.sent;
    await download(HUB, options());
    expect(server.sent - before).toBeLessThan(60_000);
  });

  it('resumes after a lost connection, and fetches nothing twice', async () => {
    server.script = [
      { kind: 'right' },
      { kind: 'right' },
      { kind: 'drop', after: 300_000 },
      { kind: 'cut' },
      { kind: 'short', after: 70_001 },
      { kind: 'status', status: 503 },
      { kind: 'hang' },
      { kind: 'drop', after: 5 },
    ];
    // a cut connection may lose some of what was sent
    const kept = await download(HUB, options({ retries: { ...QUICK_RETRIES, attempts: 4 } }));
    expect(same(await store.read(kept.id), FILE)).toBe(true);
    expect(server.sent).toBeLessThan(FILE.length + 400_000);
    const begins = server.ranges.slice(2).map((range) => Number(/\d+/.exec(range)?.[0]));
    expect(begins).toEqual(begins.toSorted((a, b) => a - b));
    expect(begins.at(-1)).toBeGreaterThan(300_000);
  });

  it('goes on after a stop with what came until then, on another day too', async () => {
    const controller = new AbortController();
    server.script = [{ kind: 'right' }, { kind: 'right' }, { kind: 'slow', bytes: 100_000, everyMs: 10 }];
    const stopping = download(
      HUB,
      options({
        signal: controller.signal,
        report: ({ phase, done }) => {
          if (phase === 'Downloading' && done > 500_000) controller.abort();
        },
      }),
    );
    await expect(stopping).rejects.toMatchObject({ code: 'stopped' });
    const part = await inStore();
    expect(part).toBeGreaterThan(500_000);
    expect(await store.list()).toMatchObject([{ complete: false, bytes: part }]);
    await expect(store.read(hubId(HUB))).rejects.toMatchObject({ code: 'weights-not-here' });

    server.asked.length = 0;
    const kept = await download(HUB, options());
    expect(server.ranges[2]).toBe(`bytes=${part}-${FILE.length - 1}`);
    expect(reports.find(({ phase }) => phase === 'Downloading')).toMatchObject({ done: part });
    expect(same(await store.read(kept.id), FILE)).toBe(true);
  });

  it('starts again if the file on the hub has changed meanwhile', async () => {
    server.script = [{ kind: 'right' }, { kind: 'right' }, ...times(3, { kind: 'drop', after: 0 })];
    await expect(download(HUB, options())).rejects.toMatchObject({ code: 'fetch-failed' });
    const other = new Uint8Array(writeSafetensors(new Map([...weights].toReversed())));
    server.put(REPO, other);
    const kept = await download(HUB, options());
    expect(same(await store.read(kept.id), other)).toBe(true);
  });

  it('handles a file that is sent whole, cut off and sent again', async () => {
    server.script = [
      { kind: 'right' },
      { kind: 'right' },
      { kind: 'whole', after: 400_000 },
      { kind: 'whole', after: 900_000 },
      { kind: 'whole' },
    ];
    const kept = await download(HUB, options());
    expect(same(await store.read(kept.id), FILE)).toBe(true);
  });

  it('stops reading from a server that never ends', { timeout: 10_000 }, async () => {
    server.script = [{ kind: 'endless' }, { kind: 'endless' }, { kind: 'endless' }];
    const kept = await download(HUB, options());
    expect(same(await store.read(kept.id), FILE)).toBe(true);
  });

  it('rejects a file with a different hash, and keeps nothing of it', async () => {
    server.put(REPO, FILE, { claimed: 'ab'.repeat(32) });
    await expect(download(HUB, options())).rejects.toMatchObject({ code: 'weights-hash' });
    expect(await store.list()).toEqual([]);
  });

  it('rejects a NaN, naming the tensor, and keeps nothing of the file', async () => {
    const broken = new Map(weights);
    broken.set('bn1.weight', { dtype: 'F32', shape: [16], data: new Float32Array(16).fill(NaN) });
    server.put(REPO, new Uint8Array(writeSafetensors(broken)), { hash: 'none' });
    const refused = { code: 'weights-not-finite', message: expect.stringContaining('"bn1.weight"') };
    await expect(download(HUB, options())).rejects.toMatchObject(refused);
    expect(await store.list()).toEqual([]);
  });

  it.each<[string, { repo?: string }, HubAnswer[], string]>([
    ['a missing repository', { repo: 'timm/none' }, [], 'hub-not-found'],
    ['one that requires a log-in', {}, [{ kind: 'status', status: 401 }], 'hub-refused'],
    ['a forbidden one', {}, [{ kind: 'status', status: 403 }], 'hub-refused'],
    ['a busy hub', {}, times(3, { kind: 'status', status: 429 }), 'hub-busy'],
    [
      'a hub that asks to wait an hour',
      {},
      [{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
      'hub-busy',
    ],
    ['a failing hub', {}, times(3, { kind: 'status', status: 500 }), 'fetch-failed'],
    ['another refusal', {}, [{ kind: 'status', status: 418 }], 'fetch-failed'],
    ['no connection', {}, times(3, { kind: 'cut' }), 'fetch-offline'],
    ['silence', {}, times(3, { kind: 'hang' }), 'fetch-offline'],
    ['a log-in page', {}, [{ kind: 'page' }], 'fetch-failed'],
    ['another part', {}, [{ kind: 'right' }, { kind: 'elsewhere' }], 'hub-changed'],
  ])('says what to do about %s', async (_, change, script, code) => {
    server.script = [...script];
    const retries = script.some(({ kind }) => kind === 'hang') ? QUICK_RETRIES : RETRY_POLICY;
    const error = await download({ ...HUB, ...change }, options({ retries })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code, advice: expect.stringMatching(/\w/) });
    expect(await store.list()).toEqual([]);
  });

  it('waits as long as the hub asks', async () => {
    server.script = [{ kind: 'status', status: 429, headers: { 'retry-after': '1' } }];
    const waits: number[] = [];
    const began = performance.now();
    await download(HUB, options({ waiting: (seconds) => waits.push(seconds) }));
    expect(waits).toEqual([1]);
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it.each([
    ['a header of 2^60 bytes', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 16, 123), 'weights-header'],
    ['a header that is too long', Uint8Array.of(0, 0, 0, 5, 0, 0, 0, 0, 123), 'weights-header'],
    [
      'a file that is not safetensors',
      new TextEncoder().encode('not weights at all, really'),
      'weights-header',
    ],
    [
      "another network's weights",
      new Uint8Array(
        writeSafetensors(
          new Map([['encoder.weight', { dtype: 'F32', shape: [1], data: Float32Array.of(1) }]]),
        ),
      ),
      'weights-extra-tensor',
    ],
    ['a truncated file', FILE.slice(0, FILE.length - 4), 'weights-truncated'],
  ] as const)('rejects %s before downloading anything', async (_, bytes, code) => {
    server.put(REPO, bytes);
    await expect(download(HUB, options())).rejects.toMatchObject({ code });
    expect(await store.list()).toEqual([]);
    expect(server.sent).toBeLessThan(60_000);
  });

  it('says so if there is no room, and keeps what was downloaded', async () => {
    store = await WeightsStore.open(new MemoryFolder(1_000_000));
    await expect(download(HUB, options())).rejects.toMatchObject({ code: 'storage-full' });
    expect(await store.list()).toMatchObject([{ complete: false }]);
  });
});

it('never fetches VGG16’s dense layers', { timeout: 60_000 }, async () => {
  const top = { kind: 'dense', units: 512 } as const;
  const wide = architectureOf({ family: 'vgg', size: 'vgg16', classes: 10, top });
  const all = fill(fileShapes(wide, vggNames({ top })));
  const file = new Uint8Array(writeSafetensors(all));
  server.put('timm/vgg16', file);
  const hub = { ...HUB, repo: 'timm/vgg16' };
  const kept = await download(hub, options());
  const needed = neededNames(
    architectureOf({ family: 'vgg', size: 'vgg16', classes: 1, top: { kind: 'average' } }),
    vggNames({ top: { kind: 'average' } }),
    { except: ['head'] },
  );
  expect(needed).toHaveLength(26);
  const found = parseSafetensors(await store.read(kept.id));
  expect([...found.keys()]).toEqual(needed);
  for (const name of needed) expect(same(bytesOf(found, name).slice().buffer, bytesOf(all, name))).toBe(true);
  expect(kept).toMatchObject({ sha256: null, origin: { checked: false }, network: 'vgg16' });
  // dense layers of 512 units: 25,088 × 512 + … weights
  expect(file.length - server.sent).toBeGreaterThan(25_088 * 512 * 4);
});
