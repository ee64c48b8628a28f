import { describe, expect, it } from 'vitest';
import { Random } from '../core/random';
import { MemoryFolder } from './memory-folder';
import { PixelCache } from './pixel-cache';
import { keepPicture, PIECE, readPicture } from './poster-pack';

function picture(width: number, height: number) {
  const random = new Random(width, `${height}`);
  return { data: Uint8Array.from({ length: width * height * 3 }, () => random.below(256)), width, height };
}

async function openPack(cache: PixelCache) {
  const pack = await cache.posters(1000);
  return { pack, keep: (name: string, record: Uint8Array) => cache.keep(pack, name, record) };
}

describe('posters of any size in one pack', () => {
  it('are read back unchanged, whatever their size, also by a later visit', async () => {
    const folder = new MemoryFolder();
    const cache = new PixelCache(folder, 1e9);
    const { pack, keep } = await openPack(cache);
    // one byte, less than a piece, exactly one and two pieces including the header's 8 bytes, and several
    const sizes = [
      [1, 1],
      [37, 53],
      [PIECE / 8 - 1, 1],
      [101, 135],
      [171, 256],
      [185, 278],
    ];
    for (const [width, height] of sizes)
      expect(keepPicture(`${width}×${height}`, picture(width, height), keep)).toBe(true);
    await cache.flush();
    const later = (await openPack(new PixelCache(folder, 1e9))).pack;
    for (const found of [pack, later])
      for (const [width, height] of sizes)
        expect(readPicture(found, `${width}×${height}`)).toEqual(picture(width, height));
    expect(readPicture(later, 'another')).toBeNull();
  });

  it('are stored whole or not at all', async () => {
    // room for two of four pieces
    const cache = new PixelCache(new MemoryFolder(), 2.5 * PIECE);
    const { pack, keep } = await openPack(cache);
    expect(keepPicture('poster', picture(171, 256), keep)).toBe(false);
    expect(pack.has('poster')).toBe(false);
    expect(readPicture(pack, 'poster')).toBeNull();
  });

  it('are decoded again if a piece was damaged', async () => {
    const folder = new MemoryFolder();
    const { pack, keep } = await openPack(new PixelCache(folder, 1e9));
    keepPicture('poster', picture(171, 256), keep);
    const file = await folder.open('posters-1000.records');
    file.write(Uint8Array.of(1, 2, 3), 2 * PIECE + 500);
    expect(readPicture(pack, 'poster')).toBeNull();
    keepPicture('poster', picture(171, 256), keep);
    expect(readPicture(pack, 'poster')).toEqual(picture(171, 256));
  });

  it('ignore a size that was never written', async () => {
    const { pack } = await openPack(new PixelCache(new MemoryFolder(), 1e9));
    const record = new Uint8Array(PIECE).fill(255);
    pack.append('hostile', record);
    expect(readPicture(pack, 'hostile')).toBeNull();
  });
});
