import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import sklearn from '../../../scripts/reference/neighbours.json';
import { argmaxRows } from '../metrics';
import { classVotes, TIE_SHIFT } from './votes';
import { squaredDistances, type FeatureMatrix } from './squared-distances';
import { fitMlKnns, sweepClasses, sweepMlKnn, sweepOneVersusRest } from './sweep';
import { TopNeighbours, topNeighbours, type DistanceBlock, type Neighbours } from './top-neighbours';

function matrix(values: readonly number[], dimensions: number): FeatureMatrix {
  return { rows: values.length / dimensions, dimensions, values };
}

function expectClose(found: ArrayLike<number>, wanted: readonly number[], within: number): void {
  expect(found.length).toBe(wanted.length);
  const worst = Math.max(...wanted.map((value, at) => Math.abs(value - found[at])));
  expect(worst).toBeLessThan(within);
}

/** One query's neighbours, nearest first; only their order matters. */
function neighboursInOrder(indices: readonly number[]): Neighbours {
  return {
    queries: 1,
    k: indices.length,
    indices: Int32Array.from(indices),
    distances: new Float64Array(indices.length),
  };
}

describe.each(['continuous', 'tied'] as const)('against scikit-learn, %s distances', (name) => {
  const wanted = sklearn[name];
  const train = matrix(wanted.train, wanted.dimensions);
  const query = matrix(wanted.query, wanted.dimensions);
  const labels = { values: wanted.labels, count: wanted.labelCount };
  const ks = Object.keys(wanted.ks).map(Number);
  const k = Math.max(...ks);
  const within = () =>
    topNeighbours(squaredDistances(train, train, 7), {
      queries: train.rows,
      references: train.rows,
      k,
      leaveOutSelf: true,
    });
  const ofQuery = () =>
    topNeighbours(squaredDistances(query, train, 7), { queries: query.rows, references: train.rows, k });

  it('finds the same neighbours in the same order', async () => {
    expect([...(await within()).indices]).toEqual(wanted.within.flat());
    expect([...(await ofQuery()).indices]).toEqual(wanted.ofQuery.flat());
  });

  it.each([1, 0.5] as const)('ML-kNN agrees to 1e-6 at every k, smoothing %s', async (smoothing) => {
    const models = fitMlKnns(await within(), labels, ks, smoothing);
    const steps = [...sweepMlKnn(models, await ofQuery(), labels)];
    expect(steps.map((step) => step.k)).toEqual(ks);
    for (const step of steps) {
      const entry = wanted.ks[String(step.k) as keyof typeof wanted.ks];
      expectClose(step.probabilities, smoothing === 1 ? entry['mlKnn1.0'] : entry['mlKnn0.5'], 1e-6);
    }
  });
});

describe('votes against scikit-learn', () => {
  const wanted = sklearn.continuous;
  const ofQuery: Neighbours = {
    queries: wanted.ofQuery.length,
    k: wanted.ofQuery[0].length,
    indices: Int32Array.from(wanted.ofQuery.flat()),
    distances: new Float64Array(wanted.ofQuery.flat().length),
  };
  const ks = Object.keys(wanted.ks).map(Number);
  const entryOf = (k: number) => wanted.ks[String(k) as keyof typeof wanted.ks];

  it('classes have its shares and, except for ties, its predictions', () => {
    for (const { k, probabilities } of sweepClasses(ofQuery, wanted.classes, wanted.classCount, ks)) {
      const { classShares, predicted, tiedVotes } = entryOf(k);
      expectClose(probabilities, classShares, 2 * TIE_SHIFT);
      const tied = new Set<number>(tiedVotes);
      const untied = (_: unknown, row: number) => !tied.has(row);
      const found = [...argmaxRows(probabilities, wanted.classCount)];
      expect(found.filter(untied)).toEqual(predicted.filter(untied));
    }
  });

  it('one-versus-rest has its probabilities', () => {
    const labels = { values: wanted.labels, count: wanted.labelCount };
    for (const { k, probabilities } of sweepOneVersusRest(ofQuery, labels, ks))
      expectClose(probabilities, entryOf(k).oneVersusRest, 1e-6);
  });
});

describe('classVotes', () => {
  it('gives a tie to the class of the nearest voter, and sums stay 1', () => {
    // classes from nearest to farthest: 2, 1, 0, 0, 1 → two votes each for 0 and 1; the nearest of these voters is a 1
    const shares = classVotes(neighboursInOrder([0, 1, 2, 3, 4]), [2, 1, 0, 0, 1], 3, 5);
    expect([...argmaxRows(shares, 3)]).toEqual([1]);
    expectClose(shares, [0.4, 0.4, 0.2], 2 * TIE_SHIFT);
    expect(shares[0] + shares[1] + shares[2]).toBeCloseTo(1, 6);
  });

  it('uses the first k neighbours', () => {
    expect([...classVotes(neighboursInOrder([2, 0, 1]), [0, 0, 1], 2, 1)]).toEqual([0, 1]);
  });
});

describe('TopNeighbours', () => {
  const shape = fc.record({
    queries: fc.integer({ min: 1, max: 6 }),
    references: fc.integer({ min: 1, max: 25 }),
    k: fc.integer({ min: 1, max: 8 }),
    cut: fc.integer({ min: 1, max: 9 }),
    leaveOutSelf: fc.boolean(),
    seed: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 150, maxLength: 150 }),
  });

  it('equals sorting by distance and index, for any blocks in any order', () => {
    fc.assert(
      fc.property(shape, ({ queries, references, k, cut, leaveOutSelf, seed }) => {
        fc.pre(k <= references - Number(leaveOutSelf));
        const at = (query: number, reference: number) => seed[query * references + reference];
        const search = new TopNeighbours({ queries, references, k, leaveOutSelf });
        for (const block of blocksOf(queries, references, cut, at).toReversed()) search.push(block);
        const wanted = Array.from({ length: queries }, (_, query) =>
          Array.from({ length: references }, (_, reference) => reference)
            .filter((reference) => !leaveOutSelf || reference !== query)
            .sort((a, b) => at(query, a) - at(query, b) || a - b)
            .slice(0, k),
        );
        expect([...search.finish().indices]).toEqual(wanted.flat());
      }),
    );
  });

  it('treats distances that rounding made negative as zero', () => {
    const search = new TopNeighbours({ queries: 1, references: 3, k: 2 });
    search.push({
      firstQuery: 0,
      firstReference: 0,
      queries: 1,
      references: 3,
      values: Float32Array.of(1, 0, -1e-7),
    });
    const { indices, distances } = search.finish();
    expect([...indices]).toEqual([1, 2]);
    expect([...distances]).toEqual([0, 0]);
  });

  it('rejects more neighbours than there are films, distances that are NaN, and missing blocks', () => {
    const codeOf = (act: () => unknown) => {
      try {
        act();
      } catch (error) {
        return error instanceof Error && 'code' in error ? error.code : error;
      }
      return 'nothing was thrown';
    };
    expect(codeOf(() => new TopNeighbours({ queries: 5, references: 5, k: 5, leaveOutSelf: true }))).toBe(
      'plan-too-few-films',
    );
    const block = { firstQuery: 0, firstReference: 0, queries: 1, references: 2 };
    const search = new TopNeighbours({ queries: 1, references: 4, k: 2 });
    expect(codeOf(() => search.push({ ...block, values: Float32Array.of(1, NaN) }))).toBe(
      'features-not-finite',
    );
    expect(codeOf(() => search.finish())).toBe('unexpected');
  });
});

function blocksOf(
  queries: number,
  references: number,
  cut: number,
  at: (query: number, reference: number) => number,
): DistanceBlock[] {
  const blocks: DistanceBlock[] = [];
  for (let firstQuery = 0; firstQuery < queries; firstQuery += 2)
    for (let firstReference = 0; firstReference < references; firstReference += cut) {
      const rows = Math.min(2, queries - firstQuery);
      const columns = Math.min(cut, references - firstReference);
      const values = Float64Array.from({ length: rows * columns }, (_, place) =>
        at(firstQuery + Math.floor(place / columns), firstReference + (place % columns)),
      );
      blocks.push({ firstQuery, firstReference, queries: rows, references: columns, values });
    }
  return blocks;
}
