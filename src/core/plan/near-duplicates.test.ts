import { describe, expect, it } from 'vitest';
import { makeFilm } from '../films/testing/make-film';
import type { PosterFacts } from '../pixels/poster-facts';
import { NEAR_LIMITS } from '../pixels/near-duplicates';
import { nearDuplicateOf } from './near-duplicates';

/** Facts whose two hashes have this many bits set, starting from the lowest. */
function hashed(perceptual: number, difference: number): PosterFacts {
  const words = (bits: number): [number, number] => [0, 2 ** bits - 1];
  return {
    width: 500,
    height: 750,
    colouredShare: 1,
    deviation: 50,
    mainColourShare: 0.1,
    perceptual: words(perceptual),
    difference: words(difference),
  };
}

function groupsOf(facts: Record<string, PosterFacts | null>) {
  const films = Object.keys(facts).map((key) => makeFilm({ key }));
  return Object.fromEntries(nearDuplicateOf(films, ({ key }) => facts[key]));
}

describe('nearDuplicateOf', () => {
  const { perceptual, difference } = NEAR_LIMITS;

  it('names each group after one of its films, and leaves out films without facts', () => {
    const groups = groupsOf({
      a: hashed(0, 0),
      unseen: null,
      far: hashed(32, 32),
      near: hashed(perceptual, difference),
    });
    expect(groups).toEqual({ a: groups.near, near: groups.near, far: 'far' });
    expect(['a', 'near']).toContain(groups.a);
  });

  it('is empty if no poster has been examined', () => expect(groupsOf({ a: null })).toEqual({}));
});
