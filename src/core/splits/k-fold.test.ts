import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import sklearn from '../../../scripts/reference/folds.json';
import { kFold, sidesOfFold, stratifiedKFold } from './k-fold';
import type { SplitItem } from './stratified';

function itemsOf(sizes: readonly number[]): SplitItem[] {
  return sizes.flatMap((size, target) =>
    Array.from({ length: size }, (_, at) => ({ key: `${target}-${at}`, target, identities: [] })),
  );
}

function sortedCounts(folds: Int32Array, k: number, counts: (at: number) => boolean = () => true): number[] {
  const found = Array.from({ length: k }, () => 0);
  for (const [at, fold] of folds.entries()) if (counts(at)) found[fold]++;
  return found.sort((a, b) => a - b);
}

describe('against scikit-learn', () => {
  it.each(sklearn.cases)('$k folds of $sizes', ({ k, sizes, plain, stratified, perClass }) => {
    const items = itemsOf(sizes);
    expect(sortedCounts(kFold(items, k, 3), k)).toEqual(plain);
    const folds = stratifiedKFold(items, k, 3);
    expect(sortedCounts(folds, k)).toEqual(stratified);
    for (const [target, counts] of perClass.entries())
      expect(sortedCounts(folds, k, (at) => items[at].target === target)).toEqual(counts);
  });
});

describe('folds', () => {
  const film = fc.record({ target: fc.integer({ min: 0, max: 3 }), film: fc.integer({ min: 0, max: 30 }) });
  const films = fc.array(film, { minLength: 2, maxLength: 80 });
  const toItems = (all: { target: number; film: number }[]): SplitItem[] =>
    all.map(({ target, film }, at) => ({ key: `${at}`, target, identities: [`imdb:${film}`] }));

  it('never put one film into two folds, and differ in size by at most the largest film', () => {
    fc.assert(
      fc.property(films, fc.integer({ min: 2, max: 5 }), fc.nat(), (all, k, seed) => {
        const items = toItems(all);
        fc.pre(new Set(all.map(({ film }) => film)).size >= k);
        for (const folds of [kFold(items, k, seed), stratifiedKFold(items, k, seed)]) {
          const foldOf = new Map(items.map((item, at) => [item.identities[0], folds[at]]));
          expect([...folds]).toEqual(items.map((item) => foldOf.get(item.identities[0])));
        }
        const sizes = sortedCounts(kFold(items, k, seed), k);
        const largest = Math.max(...all.map((one) => all.filter((other) => other.film === one.film).length));
        expect(sizes[k - 1] - sizes[0]).toBeLessThanOrEqual(largest);
      }),
      { numRuns: 50 },
    );
  });

  it('depend on the seed and the keys, not on the order', () => {
    const items = itemsOf([20, 15]);
    const folds = [...stratifiedKFold(items, 5, 7)];
    expect([...stratifiedKFold(items.toReversed(), 5, 7)].toReversed()).toEqual(folds);
    expect([...stratifiedKFold(items, 5, 8)]).not.toEqual(folds);
  });

  it('are refused if there are fewer films', () => {
    expect(() => kFold(itemsOf([3]), 4, 1)).toThrow('3 films cannot be split into 4 folds.');
    expect(() => kFold(itemsOf([3]), 1, 1)).toThrow('into 1 fold');
    const same = itemsOf([4]).map((item) => ({ ...item, identities: ['imdb:1'] }));
    expect(() => stratifiedKFold(same, 2, 1)).toThrow('1 film cannot');
  });
});

it('sidesOfFold makes one fold the judged one', () => {
  const folds = Int32Array.of(0, 1, 2, 2);
  expect(sidesOfFold(folds, 3, 2)).toEqual(['train', 'train', 'validation', 'validation']);
  expect(sidesOfFold(folds, 3, 2, true)).toEqual(['validation', 'train', 'test', 'test']);
});
