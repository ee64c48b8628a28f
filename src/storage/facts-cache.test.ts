import { describe, expect, it } from 'vitest';
import type { PosterFacts } from '../core/pixels/poster-facts';
import { FactsCache } from './facts-cache';
import { MemoryFolder } from './memory-folder';

const FACTS: PosterFacts = {
  width: 500,
  height: 750,
  colouredShare: 0.123456789,
  deviation: 61.5,
  mainColourShare: 1 / 3,
  perceptual: [0xffffffff, 1],
  difference: [0, 0x80000000],
};

describe('measured posters', () => {
  it('are found by a later visit, each by its identity', async () => {
    const folder = new MemoryFolder(1e6);
    const cache = await FactsCache.open(folder);
    cache.keep('a', FACTS);
    cache.keep('b', { ...FACTS, width: 92 });
    expect(cache.read('a')).toEqual(FACTS);
    cache.close();
    const later = await FactsCache.open(folder);
    expect(later.notice).toBeNull();
    expect([later.read('a'), later.read('b')?.width, later.read('c')]).toEqual([FACTS, 92, null]);
    later.close();
  });

  it('work without being stored if the storage is full', async () => {
    const cache = await FactsCache.open(new MemoryFolder(40));
    cache.keep('a', FACTS);
    expect(cache.notice?.code).toBe('storage-full');
    expect(cache.read('a')).toBeNull();
    cache.close();
  });
});
