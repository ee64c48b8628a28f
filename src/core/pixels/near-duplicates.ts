/**
 * Posters that show the same picture except for size, compression or a line of text. Two posters are near-duplicates if
 * both their hashes are near: each hash alone also matches different posters, both together hardly ever do.
 */
import { hammingDistance, type Hashes } from './hashes';
import { visitNearPairs } from './near-hashes';

export interface PosterHashes {
  /** Of {@link perceptualHash}, `[posters, 2]`. */
  perceptual: Hashes;
  /** Of {@link differenceHash}, `[posters, 2]`. */
  difference: Hashes;
}

export interface NearLimits {
  /** Bits of 64 in which each hash may differ. */
  perceptual: number;
  difference: number;
}

/**
 * Of the 35 million pairs of 8,403 posters, hashed at 64 × 64, 8 are within both limits, and all 8 show the same
 * picture. 32 pairs are within pHash's limit and 308 within dHash's; the next nearest pair in both differs by 12 and 9
 * bits.
 */
export const NEAR_LIMITS: NearLimits = { perceptual: 10, difference: 8 };

/**
 * The group of each poster: the index of the group's first poster, which is its own index if it has no near-duplicate.
 * A chain of near-duplicates is one group, whose ends may differ by more than the limits. To keep groups on one side of
 * a split, give every poster the identity `near:GROUP`.
 */
export function groupNearDuplicates(
  { perceptual, difference }: PosterHashes,
  limits: NearLimits = NEAR_LIMITS,
): Int32Array {
  const count = perceptual.length / 2;
  const group = Int32Array.from({ length: count }, (_, index) => index);
  const find = (index: number): number => {
    while (group[index] !== index) {
      group[index] = group[group[index]];
      index = group[index];
    }
    return index;
  };
  const unite = (a: number, b: number) => {
    const [first, second] = [find(a), find(b)].sort((x, y) => x - y);
    group[second] = first;
  };
  // thousands of identical images would give millions of pairs, so only the first of each is looked up
  const firsts = new Map<string, number>();
  for (let index = 0; index < count; index++) {
    const words = [perceptual, difference].flatMap((hashes) => [hashes[2 * index], hashes[2 * index + 1]]);
    const first = firsts.get(words.join());
    if (first === undefined) firsts.set(words.join(), index);
    else unite(first, index);
  }
  const distinct = [...firsts.values()];
  const hashes = Uint32Array.from(
    distinct.flatMap((index) => [perceptual[2 * index], perceptual[2 * index + 1]]),
  );
  visitNearPairs(hashes, limits.perceptual, (a, b) => {
    if (hammingDistance(difference, distinct[a], distinct[b]) <= limits.difference)
      unite(distinct[a], distinct[b]);
  });
  return group.map((_, index) => find(index));
}

/** The groups of at least two posters, each in order. */
export function duplicateGroups(group: Int32Array): number[][] {
  const members = new Map<number, number[]>();
  for (const [index, first] of group.entries()) {
    const found = members.get(first);
    if (found) found.push(index);
    else members.set(first, [index]);
  }
  return [...members.values()].filter((posters) => posters.length > 1);
}
