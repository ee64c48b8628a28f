import { describe, expect, it } from 'vitest';
import type { ByteFolder } from './byte-file';
import { MemoryFolder } from './memory-folder';
import { indexName, RecordPack, recordsName } from './record-pack';

const BYTES = 12;
const record = (value: number) => new Uint8Array(BYTES).fill(value);
const open = (folder: MemoryFolder) => RecordPack.open(folder, 'pad', BYTES);

function read(pack: RecordPack, identity: string): number[] | null {
  const out = new Uint8Array(BYTES);
  return pack.read(identity, out) ? [...out] : null;
}

/** A pack of three posters, closed again. */
async function three(folder = new MemoryFolder()): Promise<MemoryFolder> {
  const pack = await open(folder);
  for (const value of [1, 2, 3]) pack.append(`poster ${value}`, record(value));
  pack.close();
  return folder;
}

describe('a pack', () => {
  it('gives back what was stored, also after it was closed', async () => {
    const pack = await open(await three());
    expect(pack.count).toBe(3);
    expect(read(pack, 'poster 2')).toEqual([...record(2)]);
    expect(read(pack, 'poster 4')).toBeNull();
    expect(pack.has('poster 3')).toBe(true);
  });

  it('keeps names of any characters', async () => {
    const folder = new MemoryFolder();
    const names = ['a\nb', '"quoted"', 'Amélie 映画', '', '\u0000'];
    const pack = await open(folder);
    for (const [i, name] of names.entries()) pack.append(name, record(i));
    pack.close();
    const again = await open(folder);
    expect(names.map((name) => read(again, name)?.[0])).toEqual([0, 1, 2, 3, 4]);
  });

  it('recovers if a crash left half an index line', async () => {
    const folder = await three();
    const index = await folder.open(indexName('pad'));
    index.truncate(index.size() - 5);
    const pack = await open(folder);
    expect(pack.count).toBe(2);
    pack.append('poster 4', record(4));
    pack.close();
    const again = await open(folder);
    expect(read(again, 'poster 1')).toEqual([...record(1)]);
    expect(read(again, 'poster 4')).toEqual([...record(4)]);
  });

  it('skips a record whose pixels were not completely written', async () => {
    const folder = await three();
    const pixels = await folder.open(recordsName('pad'));
    pixels.truncate(3 * BYTES - 1);
    const pack = await open(folder);
    expect(pack.has('poster 3')).toBe(false);
    expect(read(pack, 'poster 2')).toEqual([...record(2)]);
  });

  it('detects a damaged record, and lets it be stored again', async () => {
    const folder = await three();
    const pixels = await folder.open(recordsName('pad'));
    pixels.write(Uint8Array.of(99), BYTES + 5);
    const pack = await open(folder);
    expect(read(pack, 'poster 2')).toBeNull();
    expect(pack.has('poster 2')).toBe(false);
    pack.append('poster 2', record(2));
    pack.close();
    expect(read(await open(folder), 'poster 2')).toEqual([...record(2)]);
  });

  it('starts over if the index is not an index', async () => {
    const folder = new MemoryFolder();
    const index = await folder.open(indexName('pad'));
    index.write(new TextEncoder().encode('{"not": "ours"}\n["also",1]\n'), 0);
    const pack = await open(folder);
    expect(pack.count).toBe(0);
    pack.append('a', record(7));
    expect(read(pack, 'a')).toEqual([...record(7)]);
  });

  it('stays intact if the storage is full', async () => {
    const folder = await three(new MemoryFolder(3 * BYTES + 120));
    const pack = await open(folder);
    const fill = () => {
      for (let i = 4; i < 50; i++) pack.append(`poster ${i}`, record(i));
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'storage-full' }));
    expect(read(pack, 'poster 1')).toEqual([...record(1)]);
    pack.close();
    const again = await open(folder);
    expect(again.count).toBeGreaterThanOrEqual(3);
    expect(read(again, 'poster 3')).toEqual([...record(3)]);
  });

  it('finds what was committed, even if nobody closed it', async () => {
    const folder = new MemoryFolder();
    const pack = await open(folder);
    for (let i = 0; i < 70; i++) pack.append(`poster ${i}`, record(i));
    expect((await open(folder)).count).toBe(64);
    pack.commit();
    const again = await open(folder);
    expect(again.count).toBe(70);
    expect(read(again, 'poster 69')).toEqual([...record(69)]);
  });

  it('reads and writes unaligned memory', async () => {
    const folder = new MemoryFolder();
    const pack = await RecordPack.open(folder, 'odd', 7);
    const buffer = new Uint8Array(32).map((_, i) => i * 7);
    pack.append('a', buffer.subarray(3, 10));
    const out = new Uint8Array(16).subarray(5, 12);
    expect(pack.read('a', out)).toBe(true);
    expect([...out]).toEqual([...buffer.subarray(3, 10)]);
  });

  it('closes both files if its index cannot be read', async () => {
    const folder = await three();
    const open: string[] = [];
    const watched: ByteFolder = {
      read: (name) => folder.read(name),
      list: () => folder.list(),
      remove: (name) => folder.remove(name),
      open: async (name) => {
        const file = await folder.open(name);
        open.push(name);
        return {
          size: () => file.size(),
          write: (bytes, at) => file.write(bytes, at),
          truncate: (size) => file.truncate(size),
          flush: () => file.flush(),
          read: (into, at) => {
            if (name === indexName('pad')) throw new Error('The disk does not answer.');
            return file.read(into, at);
          },
          close: () => void open.splice(open.indexOf(name), 1),
        };
      },
    };
    await expect(RecordPack.open(watched, 'pad', BYTES)).rejects.toThrow('The disk does not answer.');
    expect(open).toEqual([]);
  });
});
