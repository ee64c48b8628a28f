import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import sklearn from '../../../scripts/reference/stratified-quotas.json';
import { quotas, stratifiedSplit, type SplitItem } from './stratified';

/** The given number of films of each class, with one item each. */
function itemsOf(sizes: readonly number[]): SplitItem[] {
  return sizes.flatMap((size, target) =>
    Array.from({ length: size }, (_, at) => ({ key: `${target}-${at}`, target, identities: [] })),
  );
}

function countsOf(items: readonly SplitItem[], sides: readonly string[], side: string): number[] {
  const counts = Array.from({ length: Math.max(...items.map((item) => item.target)) + 1 }, () => 0);
  for (const [at, item] of items.entries()) if (sides[at] === side) counts[item.target]++;
  return counts;
}

describe('quotas', () => {
  it('distributes by largest remainders', () => {
    // Wikipedia, "Largest remainders method", Hare quota
    expect(quotas([47_000, 16_000, 15_900, 12_000, 6_000, 3_100], 10)).toEqual([5, 2, 1, 1, 1, 0]);
    expect(quotas([], 0.2)).toEqual([]);
    expect(quotas([0, 10], 0)).toEqual([0, 0]);
  });

  it("gives the counts of scikit-learn's StratifiedShuffleSplit", () => {
    for (const { sizes, drawn, counts } of sklearn.cases)
      expect({ sizes, counts: quotas(sizes, drawn) }).toEqual({ sizes, counts });
  });
});

describe('stratifiedSplit', () => {
  it('gives each class its share', () => {
    const items = itemsOf([400, 400]);
    const sides = stratifiedSplit(items, { validation: 0.2, test: 0 }, 1);
    expect(countsOf(items, sides, 'validation')).toEqual([80, 80]);
    expect(countsOf(items, sides, 'train')).toEqual([320, 320]);
    const three = stratifiedSplit(itemsOf([100, 50, 50]), { validation: 0.1, test: 0.1 }, 1);
    expect(countsOf(itemsOf([100, 50, 50]), three, 'test')).toEqual([10, 5, 5]);
  });

  const shares = fc.record({
    validation: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    test: fc.constantFrom(0, 0.1, 0.4),
  });
  const sizes = fc.array(fc.integer({ min: 3, max: 60 }), { minLength: 2, maxLength: 6 });

  it('is within one film of the share in each class, and leaves no class without films', () => {
    fc.assert(
      fc.property(sizes, shares, fc.nat(), (sizes, shares, seed) => {
        const items = itemsOf(sizes);
        const sides = stratifiedSplit(items, shares, seed);
        const counts = countsOf(items, sides, 'validation');
        for (const [target, count] of counts.entries()) {
          const share = (sizes[target] * Math.round(items.length * shares.validation)) / items.length;
          expect(Math.abs(count - share)).toBeLessThan(1.000001);
        }
        const judged = shares.test > 0 ? ['train', 'validation', 'test'] : ['train', 'validation'];
        for (const side of judged) expect(countsOf(items, sides, side)).not.toContain(0);
      }),
    );
  });

  it('is exact in total if each class is large enough', () => {
    const large = fc.array(fc.integer({ min: 20, max: 90 }), { minLength: 2, maxLength: 6 });
    const fair = fc.record({
      validation: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
      test: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
    });
    fc.assert(
      fc.property(large, fair, fc.nat(), (sizes, shares, seed) => {
        const items = itemsOf(sizes);
        const sides = stratifiedSplit(items, shares, seed);
        for (const side of ['validation', 'test'] as const)
          expect(sides.filter((found) => found === side).length).toBe(
            Math.round(items.length * shares[side]),
          );
      }),
    );
  });

  it('depends on the seed and the keys, not on the order', () => {
    const items = itemsOf([40, 30]);
    const shares = { validation: 0.2, test: 0.1 };
    const sides = stratifiedSplit(items, shares, 7);
    expect(stratifiedSplit(items, shares, 7)).toEqual(sides);
    expect(stratifiedSplit(items.toReversed(), shares, 7).toReversed()).toEqual(sides);
    expect(stratifiedSplit(items, shares, 8)).not.toEqual(sides);
  });

  it('never puts one film on two sides', () => {
    const film = fc.record({
      target: fc.integer({ min: 0, max: 2 }),
      tmdb: fc.integer({ min: 0, max: 15 }),
      imdb: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(
        fc.array(film, { minLength: 1, maxLength: 80 }),
        shares,
        fc.nat(),
        (films, shares, seed) => {
          const items = films.map(({ target, tmdb, imdb }, at) => ({
            key: `${at}`,
            target,
            identities: [`tmdb:${tmdb}`, `imdb:${imdb}`],
          }));
          const sides = stratifiedSplit(items, shares, seed);
          const sideOf = new Map<string, string>();
          for (const [at, item] of items.entries())
            for (const identity of item.identities) {
              expect(sideOf.get(identity) ?? sides[at]).toBe(sides[at]);
              sideOf.set(identity, sides[at]);
            }
        },
      ),
    );
  });

  it('uses a single film for training', () => {
    const items = itemsOf([1, 2, 3]);
    const sides = stratifiedSplit(items, { validation: 0.3, test: 0.3 }, 1);
    expect(countsOf(items, sides, 'train')).toEqual([1, 1, 1]);
    expect(countsOf(items, sides, 'validation')).toEqual([0, 1, 1]);
    expect(countsOf(items, sides, 'test')).toEqual([0, 0, 1]);
  });

  it('splits nothing into nothing', () => {
    expect(stratifiedSplit([], { validation: 0.2, test: 0 }, 1)).toEqual([]);
  });
});
