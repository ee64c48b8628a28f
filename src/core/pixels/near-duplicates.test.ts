import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../random';
import { countBits, hammingDistance, hashToHex, packBits, type Hashes } from './hashes';
import { duplicateGroups, groupNearDuplicates } from './near-duplicates';
import { visitNearPairs } from './near-hashes';

function randomHashes(count: number, random: Random): Hashes {
  return Uint32Array.from({ length: 2 * count }, () => random.uint32());
}

/** Random hashes, every third a copy of an earlier one with `flips` bits flipped. */
function clustered(count: number, flips: number, seed: number): Hashes {
  const random = new Random(seed, 'hashes');
  const hashes = randomHashes(count, random);
  for (let index = 3; index < count; index += 3) {
    const of = random.below(index);
    hashes.copyWithin(2 * index, 2 * of, 2 * of + 2);
    for (let flip = 0; flip < random.below(flips + 1); flip++)
      hashes[2 * index + random.below(2)] ^= 1 << random.below(32);
  }
  return hashes;
}

function nearPairs(hashes: Hashes, radius: number): string[] {
  const pairs: string[] = [];
  visitNearPairs(hashes, radius, (a, b) => pairs.push(`${a}-${b}`));
  return pairs.sort();
}

describe('hashes of 64 bits', () => {
  it('count bits', () => {
    fc.assert(
      fc.property(fc.integer(), (word) => {
        expect(countBits(word)).toBe((word >>> 0).toString(2).replaceAll('0', '').length);
      }),
    );
  });

  it('pack with the first bit highest, and print as hex', () => {
    const hash = packBits(Array.from({ length: 64 }, (_, at) => at === 0 || at === 33 || at === 63));
    expect(hashToHex(hash)).toBe('8000000040000001');
    expect(hammingDistance(Uint32Array.of(...hash, 0, 1), 0, 1)).toBe(2);
  });
});

describe('visitNearPairs', () => {
  it.each([
    [0, 600],
    [3, 600],
    [7, 600],
    [10, 1500],
    [40, 60],
  ])('finds each pair within %i bits once, as comparing all pairs does', (radius, count) => {
    const hashes = clustered(count, radius + 3, radius);
    const wanted: string[] = [];
    for (let a = 0; a < count; a++)
      for (let b = a + 1; b < count; b++)
        if (hammingDistance(hashes, a, b) <= radius) wanted.push(`${a}-${b}`);
    expect(wanted.length).toBeGreaterThan(10);
    expect(nearPairs(hashes, radius)).toEqual(wanted.sort());
  });
});

describe('groupNearDuplicates', () => {
  const flip = (hashes: Hashes, index: number, bits: number) => {
    for (let bit = 0; bit < bits; bit++) hashes[2 * index + (bit & 1)] ^= 1 << (bit >> 1);
  };

  it('groups posters that are near in both hashes, including chains, under the first', () => {
    const random = new Random(4, 'hashes');
    const perceptual = randomHashes(6, random);
    const difference = randomHashes(6, random);
    for (const [copy, of, bits] of [
      [3, 1, 8],
      [5, 3, 8],
    ])
      for (const hashes of [perceptual, difference]) {
        hashes.copyWithin(2 * copy, 2 * of, 2 * of + 2);
        if (copy === 3) flip(hashes, copy, bits);
      }
    // near in only one hash
    perceptual.copyWithin(8, 0, 2);
    const group = groupNearDuplicates({ perceptual, difference });
    expect([...group]).toEqual([0, 1, 2, 1, 4, 1]);
    expect(duplicateGroups(group)).toEqual([[1, 3, 5]]);
    expect([...groupNearDuplicates({ perceptual, difference }, { perceptual: 7, difference: 7 })]).toEqual([
      0, 1, 2, 3, 4, 3,
    ]);
  });

  it('is fast even if thousands are identical', () => {
    const same = new Uint32Array(2 * 20_000).fill(7);
    expect(duplicateGroups(groupNearDuplicates({ perceptual: same, difference: same })).length).toBe(1);
  });
});
