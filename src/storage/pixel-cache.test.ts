import { describe, expect, it } from 'vitest';
import { MemoryFolder } from './memory-folder';
import { PixelCache, packName, type Images } from './pixel-cache';

const SMALL: Images = { fit: 'pad', width: 32, height: 32 };
const BYTES = 32 * 32 * 3;
const pixels = (value: number) => new Uint8Array(BYTES).fill(value);

async function fill(cache: PixelCache, images: Images, count: number): Promise<number> {
  const pack = await cache.pack(images, 1);
  let kept = 0;
  for (let i = 0; i < count; i++) if (cache.keep(pack, `poster ${i}`, pixels(i))) kept++;
  return kept;
}

async function names(folder: MemoryFolder): Promise<string[]> {
  return (await folder.list()).map(({ name }) => name).filter((name) => name.endsWith('.records'));
}

describe('the pixel cache', () => {
  it('has a pack for each kind of preparation; only random crops depend on the seed', () => {
    expect(packName(SMALL, 1)).toBe('pad-32x32');
    expect(packName(SMALL, 2)).toBe('pad-32x32');
    expect(packName({ ...SMALL, fit: 'random-crop' }, 2)).toBe('random-crop-32x32-seed2');
    expect(packName({ ...SMALL, height: 64 }, 1)).toBe('pad-32x64');
  });

  it('finds what an earlier visit stored', async () => {
    const folder = new MemoryFolder();
    const first = new PixelCache(folder, 1e9);
    await fill(first, SMALL, 5);
    await first.flush();
    const pack = await new PixelCache(folder, 1e9).pack(SMALL, 1);
    const out = new Uint8Array(BYTES);
    expect(pack.count).toBe(5);
    expect(pack.read('poster 4', out)).toBe(true);
    expect(out).toEqual(pixels(4));
  });

  it('opens a pack once, even if several callers ask for it at the same time', async () => {
    const cache = new PixelCache(new MemoryFolder(), 1e9);
    const [a, b] = await Promise.all([cache.pack(SMALL, 1), cache.pack(SMALL, 1)]);
    expect(a).toBe(b);
    const others = await Promise.all([32, 64, 96].map((width) => cache.pack({ ...SMALL, width }, 1)));
    expect(others[0]).toBe(a);
    expect(cache.notice).toBeNull();
  });

  it('stores nothing beyond its budget, and sets a notice', async () => {
    const cache = new PixelCache(new MemoryFolder(), 10.5 * BYTES);
    const kept = await fill(cache, SMALL, 20);
    expect(kept).toBeGreaterThan(5);
    expect(kept).toBeLessThanOrEqual(10);
    expect(cache.notice).toMatchObject({ code: 'storage-full' });
    await cache.clear();
    expect(cache.notice).toBeNull();
    expect(await fill(cache, SMALL, 3)).toBe(3);
  });

  it('keeps the total size of all packs within the budget, including those of earlier visits', async () => {
    const folder = new MemoryFolder();
    const budget = 20 * BYTES;
    const earlier = new PixelCache(folder, budget);
    await fill(earlier, { ...SMALL, fit: 'stretch' }, 6);
    await earlier.flush();
    (await earlier.pack({ ...SMALL, fit: 'stretch' }, 1)).close();
    const cache = new PixelCache(folder, budget);
    const kept = (await fill(cache, SMALL, 3)) + (await fill(cache, { ...SMALL, fit: 'centre-crop' }, 30));
    expect(kept).toBeGreaterThan(10);
    expect(kept).toBeLessThanOrEqual(14);
    expect(cache.notice).toMatchObject({ code: 'storage-full' });
  });

  it('makes room by removing the least recently used pack', async () => {
    const folder = new MemoryFolder();
    const budget = 20 * BYTES;
    for (const height of [32, 64, 96]) {
      const cache = new PixelCache(folder, budget);
      await fill(cache, { ...SMALL, height: 32, width: height }, 4);
      await cache.flush();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    // each visit either found at most half of the budget used, or removed the oldest pack
    expect(await names(folder)).not.toContain('pad-32x32.records');
    expect(await names(folder)).toContain('pad-96x32.records');
  });

  it('opens even if a crash truncated the list of uses', async () => {
    const folder = new MemoryFolder();
    const cache = new PixelCache(folder, 1e9);
    await fill(cache, SMALL, 2);
    await cache.flush();
    const used = await folder.open('used.json');
    used.truncate(used.size() - 3);
    expect((await new PixelCache(folder, 1e9).pack(SMALL, 1)).count).toBe(2);
  });
});
