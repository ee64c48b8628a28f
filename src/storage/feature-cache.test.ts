import { describe, expect, it } from 'vitest';
import { FeatureCache, type FeatureKind } from './feature-cache';
import { MemoryFolder } from './memory-folder';

const KIND: FeatureKind = {
  backbone: 'f81b5c2ab3c23e957fdc5e48a68ce84c',
  taps: ['block_12_add', 'block_15_add'],
  images: { fit: 'pad', width: 224, height: 224 },
  seed: 1,
  dimension: 5,
};
const FEATURES = Float32Array.of(0.1, -2.5, 3e-8, 0, 1e20);

async function kept(folder: MemoryFolder, kind: FeatureKind = KIND): Promise<Float32Array | null> {
  const cache = await FeatureCache.open(kind, folder);
  const out = new Float32Array(kind.dimension);
  const found = cache.read('poster 1', out);
  cache.close();
  return found ? out : null;
}

async function filled(): Promise<MemoryFolder> {
  const folder = new MemoryFolder();
  const cache = await FeatureCache.open(KIND, folder);
  cache.keep('poster 1', FEATURES);
  cache.close();
  return folder;
}

describe('cached features', () => {
  it('are read back bit for bit, also into part of a larger array', async () => {
    const folder = await filled();
    expect(await kept(folder)).toEqual(FEATURES);
    const cache = await FeatureCache.open(KIND, folder);
    const matrix = new Float32Array(15);
    expect(cache.read('poster 1', matrix.subarray(5, 10))).toBe(true);
    expect(matrix).toEqual(Float32Array.of(0, 0, 0, 0, 0, ...FEATURES, 0, 0, 0, 0, 0));
  });

  it.each<[string, Partial<FeatureKind>]>([
    ['backbone', { backbone: '00000000000000000000000000000000' }],
    ['taps', { taps: ['block_12_add'] }],
    ['order of taps', { taps: ['block_15_add', 'block_12_add'] }],
    ['fit', { images: { ...KIND.images, fit: 'stretch' } }],
    ['size', { images: { ...KIND.images, width: 192 } }],
  ])('are not used for another %s', async (_, change) => {
    expect(await kept(await filled(), { ...KIND, ...change })).toBeNull();
  });

  it('depend on the seed only for random crops', async () => {
    expect(await kept(await filled(), { ...KIND, seed: 2 })).toEqual(FEATURES);
    const crops = { ...KIND, images: { ...KIND.images, fit: 'random-crop' as const } };
    const folder = new MemoryFolder();
    const cache = await FeatureCache.open(crops, folder);
    cache.keep('poster 1', FEATURES);
    cache.close();
    expect(await kept(folder, { ...crops, seed: 2 })).toBeNull();
    expect(await kept(folder, crops)).toEqual(FEATURES);
  });

  it('are skipped if the storage is full, with a notice', async () => {
    const cache = await FeatureCache.open(KIND, new MemoryFolder(30));
    cache.keep('poster 1', FEATURES);
    expect(cache.notice).toBeNull();
    cache.keep('poster 2', FEATURES);
    expect(cache.notice).toMatchObject({ code: 'storage-full' });
    cache.keep('poster 3', FEATURES);
    expect(cache.read('poster 3', new Float32Array(5))).toBe(false);
    expect(cache.read('poster 1', new Float32Array(5))).toBe(true);
  });
});
