import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import sklearn from '../../../scripts/reference/neighbours.json';
import { OnesheetError } from '../../core/errors';
import type { Head } from '../../core/heads';
import type { SplitName } from '../../core/splits/split-name';
import { pairsToCompare, predictByNeighbours, type NeighbourSettings } from './predict';
import { rowsOf } from './rows';
import { searchNeighbours } from './search';

const SETTINGS: NeighbourSettings = {
  kind: 'neighbours',
  method: 'ml-knn',
  k: 5,
  sweep: [1, 2, 10, 20],
  smoothing: 1,
  on: 'features',
};

const wanted = sklearn.continuous;
const trained = wanted.train.length / wanted.dimensions;
const asked = wanted.query.length / wanted.dimensions;
const values = Float32Array.from([...wanted.train, ...wanted.query]);
const splits = Array.from({ length: trained + asked }, (_, at): SplitName =>
  at < trained ? 'train' : 'test',
);
const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

function head(kind: Head['kind'], names: number): Head {
  return {
    task: kind === 'class' ? 'genre' : kind === 'labels' ? 'genres' : 'score',
    kind,
    title: kind,
    names: range(0, names).map(String),
    unit: null,
  };
}

/** The answers of the queried films are never used; here they are zero. */
function answersOf(training: readonly number[], width: number): Float32Array {
  const answers = new Float32Array((trained + asked) * width);
  answers.set(training);
  return answers;
}

function largestDifference(found: ArrayLike<number>, expected: readonly number[]): number {
  expect(found.length).toBe(expected.length);
  return Math.max(...expected.map((value, at) => Math.abs(value - found[at])));
}

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await setBackend(backend);
  });

  it.each([3, 7, 1024])("finds scikit-learn's neighbours in blocks of %s", async (blockRows) => {
    const references = rowsOf(values, wanted.dimensions, range(0, trained));
    const queries = rowsOf(values, wanted.dimensions, range(trained, asked));
    const before = memory().numTensors;
    const found = await searchNeighbours(queries, references, { k: 20, blockRows });
    expect([...found.indices]).toEqual(wanted.ofQuery.flat());
    const among = await searchNeighbours(null, references, { k: 20, blockRows });
    expect([...among.indices]).toEqual(wanted.within.flat());
    expect(memory().numTensors).toBe(before);
  });

  it('keeps the order of nearly identical pixels, since integers are exact', async () => {
    const dimensions = 3000;
    const pixels = Uint8Array.from(
      { length: 40 * dimensions },
      (_, at) => 200 + ((at * 7919) % 13 === 0 ? 1 : 0),
    );
    for (let row = 0; row < 40; row++) for (let d = 0; d < row; d++) pixels[row * dimensions + d] += 1;
    const found = await searchNeighbours(null, rowsOf(pixels, dimensions, range(0, 40)), {
      k: 3,
      blockRows: 16,
    });
    for (let row = 0; row < 40; row++) {
      const exact = range(0, 40)
        .filter((other) => other !== row)
        .map((other) => {
          let sum = 0;
          for (let d = 0; d < dimensions; d++)
            sum += (pixels[row * dimensions + d] - pixels[other * dimensions + d]) ** 2;
          return { other, sum };
        })
        .sort((a, b) => a.sum - b.sum || a.other - b.other);
      for (const place of [0, 1, 2]) {
        const indexFound = found.indices[row * 3 + place];
        // rounding of the products may break ties, so the distance is compared
        expect(exact.find(({ other }) => other === indexFound)?.sum).toBe(exact[place].sum);
        expect(found.distances[row * 3 + place]).toBeCloseTo(exact[place].sum, 0);
      }
    }
  });

  it("gives scikit-learn's ML-kNN, at every k of a sweep", async () => {
    const answers = answersOf(wanted.labels, wanted.labelCount);
    let pairs = 0;
    const work = {
      values,
      dimensions: wanted.dimensions,
      heads: [head('labels', wanted.labelCount)],
      answers,
      splits,
      settings: SETTINGS,
      onPairs: (more: number) => {
        pairs += more;
      },
    };
    const steps = await predictByNeighbours(work);
    expect(pairs).toBe(pairsToCompare(work));
    expect(steps.map(({ k }) => k)).toEqual([1, 2, 5, 10, 20]);
    for (const { k, probabilities } of steps) {
      const entry = wanted.ks[String(k) as keyof typeof wanted.ks];
      const said = probabilities.subarray(trained * wanted.labelCount);
      expect(largestDifference(said, entry['mlKnn1.0'])).toBeLessThan(1e-6);
    }
  });

  it("gives scikit-learn's votes for classes and labels against the rest, and means of numbers", async () => {
    const scores = range(0, trained).map((film) => film / 7);
    const heads = [head('class', wanted.classCount), head('labels', wanted.labelCount), head('value', 1)];
    const rows = range(0, trained).flatMap((film) => [
      wanted.classes[film],
      ...wanted.labels.slice(film * wanted.labelCount, (film + 1) * wanted.labelCount),
      scores[film],
    ]);
    const [{ probabilities }] = await predictByNeighbours({
      values,
      dimensions: wanted.dimensions,
      heads,
      answers: answersOf(rows, 2 + wanted.labelCount),
      splits,
      settings: { ...SETTINGS, method: 'one-versus-rest', k: 5, sweep: [] },
    });
    const width = wanted.classCount + wanted.labelCount + 1;
    const columns = (from: number, count: number) =>
      range(trained, asked).flatMap((film) => [
        ...probabilities.subarray(film * width + from, film * width + from + count),
      ]);
    const entry = wanted.ks['5'];
    expect(largestDifference(columns(0, wanted.classCount), entry.classShares)).toBeLessThan(2e-6);
    expect(
      largestDifference(columns(wanted.classCount, wanted.labelCount), entry.oneVersusRest),
    ).toBeLessThan(1e-6);
    const means = wanted.ofQuery.map(
      (indices) => indices.slice(0, 5).reduce((sum, film) => sum + scores[film], 0) / 5,
    );
    expect(largestDifference(columns(width - 1, 1), means)).toBeLessThan(1e-5);
  });

  it('uses only films that have an answer', async () => {
    const scores = range(0, trained).map((film) => (film % 2 === 0 ? film : Number.NaN));
    const [{ probabilities }] = await predictByNeighbours({
      values,
      dimensions: wanted.dimensions,
      heads: [head('value', 1)],
      answers: answersOf(scores, 1),
      splits,
      settings: { ...SETTINGS, k: 1, sweep: [] },
    });
    for (const said of probabilities) expect(said % 2).toBe(0);
  });

  it('can be stopped, and throws if there are too few films', async () => {
    const stop = new AbortController();
    const references = rowsOf(values, wanted.dimensions, range(0, trained));
    const before = memory().numTensors;
    await expect(
      searchNeighbours(null, references, {
        k: 1,
        blockRows: 8,
        signal: stop.signal,
        onPairs: () => stop.abort(),
      }),
    ).rejects.toMatchObject({ code: 'stopped' });
    await expect(searchNeighbours(null, references, { k: trained })).rejects.toBeInstanceOf(OnesheetError);
    expect(memory().numTensors).toBe(before);
  });
});
