import { describe, expect, it } from 'vitest';
import { Random, hash32 } from './random';

describe('Random', () => {
  it('hashes stream names by FNV-1a (published test vectors)', () => {
    expect(hash32('')).toBe(0x811c9dc5);
    expect(hash32('a')).toBe(0xe40c292c);
    expect(hash32('foobar')).toBe(0xbf9cf968);
  });

  it('gives the same sequence for the same seed and stream, and a different one for any other', () => {
    const draw = (seed: number, stream: string) => {
      const random = new Random(seed, stream);
      return Array.from({ length: 20 }, () => random.uint32());
    };
    expect(draw(1, 'split')).toEqual(draw(1, 'split'));
    expect(draw(1, 'split')).not.toEqual(draw(2, 'split'));
    expect(draw(1, 'split')).not.toEqual(draw(1, 'weights'));
  });

  it('is uniform: χ² of 100 bins over 100,000 draws under the 99.9 % point of 99 degrees of freedom', () => {
    const random = new Random(7, 'uniform');
    const bins = Array.from({ length: 100 }, () => 0);
    for (let i = 0; i < 100_000; i++) bins[Math.floor(random.uniform() * 100)]++;
    const chi2 = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chi2).toBeLessThan(148.2);
  });

  it('draws standard normals: mean and variance within four standard errors', () => {
    const random = new Random(3, 'normal');
    const draws = Array.from({ length: 50_000 }, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(50_000));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 50_000));
  });

  it('shuffles into every order about equally often', () => {
    const random = new Random(5, 'shuffle');
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle([1, 2, 3]).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values())
      expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(1000 * (5 / 6)));
  });
});
