import { describe, expect, it } from 'vitest';
import { MemoryFolder } from './memory-folder';
import { WeightsStore, type WeightsRecord } from './weights-store';

const BYTES = Uint8Array.of(1, 2, 3, 4);

function record(digit: string, change: Partial<WeightsRecord> = {}): WeightsRecord {
  const id = digit.repeat(64);
  return {
    version: 1,
    id,
    name: `${digit}.safetensors`,
    origin: { kind: 'file', format: 'safetensors' },
    sha256: id,
    network: 'resnet18',
    architecture: { family: 'resnet', size: 'resnet18' },
    complete: true,
    addedAt: `2026-11-0${digit}T00:00:00.000Z`,
    expectedBytes: BYTES.length,
    fingerprint: null,
    ...change,
  };
}

async function filled(): Promise<{ folder: MemoryFolder; store: WeightsStore }> {
  const folder = new MemoryFolder();
  const store = await WeightsStore.open(folder);
  await store.put(record('1'), BYTES);
  await store.put(record('2'), BYTES);
  return { folder, store };
}

describe('WeightsStore', () => {
  it('lists what is stored, newest first, and reads it back', async () => {
    const { folder, store } = await filled();
    expect((await store.list()).map(({ name, bytes }) => [name, bytes])).toEqual([
      ['2.safetensors', 4],
      ['1.safetensors', 4],
    ]);
    const again = await WeightsStore.open(folder);
    expect(new Uint8Array(await again.read('1'.repeat(64)))).toEqual(BYTES);
    expect(await again.record('1'.repeat(64))).toEqual(record('1'));
  });

  it('removes an entry, and tolerates one that is missing', async () => {
    const { folder, store } = await filled();
    await store.remove('1'.repeat(64));
    await store.remove('3'.repeat(64));
    await store.remove('../other');
    expect((await store.list()).map(({ name }) => name)).toEqual(['2.safetensors']);
    expect(await folder.list()).toHaveLength(2);
  });

  it('treats weights as unfinished if their file is too short', async () => {
    const { folder, store } = await filled();
    (await folder.open(`${'1'.repeat(64)}.safetensors`)).truncate(3);
    await folder.remove(`${'2'.repeat(64)}.safetensors`);
    expect((await store.list()).map(({ complete }) => complete)).toEqual([false, false]);
    expect(await store.whole('1'.repeat(64))).toBeNull();
    await store.put(record('3'), BYTES);
    expect(await store.whole('3'.repeat(64))).toMatchObject({ name: '3.safetensors', complete: true });
  });

  it('returns nothing that is incomplete', async () => {
    const { store } = await filled();
    const here = { code: 'weights-not-here' };
    await store.putRecord(record('1', { complete: false }));
    await expect(store.read('1'.repeat(64))).rejects.toMatchObject(here);
    await store.putRecord(record('2', { expectedBytes: 5 }));
    await expect(store.read('2'.repeat(64))).rejects.toMatchObject(here);
    await expect(store.read('3'.repeat(64))).rejects.toMatchObject(here);
    expect(await store.record('../../1')).toBeNull();
  });

  it('skips records that are broken, of another version, or not ours', async () => {
    const { folder, store } = await filled();
    const write = async (id: string, text: string) => {
      const file = await folder.open(`${id}.json`);
      file.truncate(0);
      file.write(new TextEncoder().encode(text), 0);
      file.close();
    };
    await write('1'.repeat(64), '{"version":1,"id":');
    await write('3'.repeat(64), JSON.stringify({ ...record('3'), version: 2 }));
    await write('4'.repeat(64), JSON.stringify(record('5')));
    await write('notes', '{}');
    expect((await store.list()).map(({ name }) => name)).toEqual(['2.safetensors']);
  });

  it('leaves nothing behind if there is no room, and reports it', async () => {
    const folder = new MemoryFolder(700);
    const store = await WeightsStore.open(folder);
    await store.put(record('1'), BYTES);
    const full = { code: 'storage-full', message: expect.stringContaining('weights') };
    await expect(store.put(record('2'), new Uint8Array(1000))).rejects.toMatchObject(full);
    expect((await store.list()).map(({ name }) => name)).toEqual(['1.safetensors']);
    expect(await folder.list()).toHaveLength(2);
  });
});
