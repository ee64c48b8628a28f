import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import numpy from '../../../scripts/reference/folds.json';
import { Random } from '../random';
import { kFold } from './k-fold';
import {
  iterativeStratification,
  multiLabelKFold,
  multiLabelSplit,
  type LabelledItem,
} from './iterative-stratification';
import { splitQuality } from './split-quality';

/** Shares of The Movies Dataset's twenty genres, most common first. */
const GENRES = [
  0.45, 0.29, 0.17, 0.15, 0.148, 0.103, 0.095, 0.087, 0.077, 0.067, 0.062, 0.051, 0.054, 0.043, 0.035, 0.036,
  0.031, 0.03, 0.023, 0.017,
];

function randomFilms(count: number, seed: number, genres: readonly number[] = GENRES): LabelledItem[] {
  const random = new Random(seed, 'films');
  return Array.from({ length: count }, (_, at) => ({
    key: `${at}`,
    identities: [],
    labels: [...genres.keys()].filter((genre) => random.uniform() < genres[genre]),
  }));
}

function toMatrix(items: readonly LabelledItem[], labelCount: number): Uint8Array {
  const matrix = new Uint8Array(items.length * labelCount);
  for (const [at, { labels }] of items.entries())
    for (const label of labels) matrix[at * labelCount + label] = 1;
  return matrix;
}

describe('splitQuality', () => {
  it("equals numpy's values of the paper's formulas", () => {
    const { labels, labelCount, subsets, shares, ...wanted } = numpy.quality;
    const found = splitQuality(labels, labelCount, Int32Array.from(subsets), shares);
    expect(found.labelDistribution).toBeCloseTo(wanted.labelDistribution, 12);
    expect(found.examplesDistribution).toBeCloseTo(wanted.examplesDistribution, 12);
    expect(found.subsetsWithoutLabel).toBe(wanted.subsetsWithoutLabel);
    expect(found.missingPairs).toBe(wanted.missingPairs);
  });
});

describe('iterativeStratification', () => {
  // the paper's finding: label distributions are nearer than in a random split, and fewer folds lack a label
  it.each([1, 2, 3, 4, 5])('preserves labels better than chance does, seed %s', (seed) => {
    const items = randomFilms(600, seed);
    const labels = toMatrix(items, GENRES.length);
    const shares = Array.from({ length: 10 }, () => 0.1);
    const iterative = splitQuality(labels, GENRES.length, multiLabelKFold(items, 10, seed), shares);
    const random = splitQuality(labels, GENRES.length, kFold(items, 10, seed), shares);
    expect(iterative.labelDistribution).toBeLessThan(random.labelDistribution / 3);
    // ten folds and a label with seven films: three folds must lack it
    const unavoidable = GENRES.map((_, genre) => {
      const films = items.filter((item) => item.labels.includes(genre)).length;
      return Math.max(0, 10 - films);
    }).reduce((sum, count) => sum + count, 0);
    expect(iterative.missingPairs).toBe(unavoidable);
    expect(random.missingPairs).toBeGreaterThan(unavoidable);
    // labels take precedence over sizes, which are off by a film or two
    expect(iterative.examplesDistribution).toBeLessThan(3);
  });

  it('equals stratified sampling if each film has one label', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 2, max: 6 }),
        fc.nat(),
        (sizes, k, seed) => {
          fc.pre(sizes.reduce((sum, size) => sum + size, 0) >= k);
          const items = sizes.flatMap((size, label) =>
            Array.from({ length: size }, (_, at) => ({
              key: `${label}-${at}`,
              identities: [],
              labels: [label],
            })),
          );
          const folds = multiLabelKFold(items, k, seed);
          for (const label of sizes.keys()) {
            const counts = Array.from({ length: k }, () => 0);
            for (const [at, item] of items.entries()) if (item.labels[0] === label) counts[folds[at]]++;
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps a film on one side, including near-duplicate posters', () => {
    const film = fc.record({
      labels: fc.uniqueArray(fc.integer({ min: 0, max: 4 })),
      imdb: fc.integer({ min: 0, max: 20 }),
      near: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(film, { maxLength: 60 }), fc.nat(), (films, seed) => {
        const items = films.map(({ labels, imdb, near }, at) => ({
          key: `${at}`,
          labels,
          identities: [`imdb:${imdb}`, `near:${near}`],
        }));
        const sides = multiLabelSplit(items, { validation: 0.2, test: 0.2 }, seed);
        const sideOf = new Map<string, string>();
        for (const [at, item] of items.entries())
          for (const identity of item.identities) {
            expect(sideOf.get(identity) ?? sides[at]).toBe(sides[at]);
            sideOf.set(identity, sides[at]);
          }
      }),
      { numRuns: 50 },
    );
  });

  it('gives three sides their shares of films and of labels', () => {
    const items = randomFilms(1000, 9);
    const sides = multiLabelSplit(items, { validation: 0.1, test: 0.1 }, 1);
    for (const side of ['validation', 'test']) {
      expect(sides.filter((found) => found === side)).toHaveLength(100);
      const rarest = items.filter(({ labels }, at) => labels.includes(19) && sides[at] === side).length;
      const all = items.filter(({ labels }) => labels.includes(19)).length;
      expect(Math.abs(rarest - all * 0.1)).toBeLessThanOrEqual(1);
    }
    const count = GENRES.length;
    const labels = toMatrix(items, count);
    const shares = [0.8, 0.1, 0.1];
    const order = ['train', 'validation', 'test'];
    const found = Int32Array.from(sides, (side) => order.indexOf(side));
    const dealt = iterativeStratification(items, shares, 1);
    const distance = (subsets: Int32Array) => splitQuality(labels, count, subsets, shares).labelDistribution;
    // exact sizes cost almost nothing in label distribution
    expect(distance(found)).toBeLessThan(1.1 * distance(dealt));
    expect(multiLabelSplit(items, { validation: 0.1, test: 0 }, 1)).not.toContain('test');
  });

  it('depends on the seed and the keys, not on the order', () => {
    const items = randomFilms(80, 2);
    const shares = [0.6, 0.4];
    const subsets = [...iterativeStratification(items, shares, 7)];
    expect([...iterativeStratification(items, shares, 7)]).toEqual(subsets);
    expect([...iterativeStratification(items.toReversed(), shares, 7)].toReversed()).toEqual(subsets);
    expect([...iterativeStratification(items, shares, 8)]).not.toEqual(subsets);
  });
});
