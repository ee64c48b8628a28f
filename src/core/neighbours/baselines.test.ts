import { describe, expect, it } from 'vitest';
import sklearn from '../../../scripts/reference/baselines.json';
import { allMatch, atLeastOneMatch, hammingLoss, majorityBaseline } from '../metrics';
import { Random } from '../random';
import { labelsBaseline, meanBaseline } from '../metrics/constant-baselines';
import { labelStatistics, type LabelStatistics } from '../metrics/label-statistics';
import { drawClasses, expectRandomAccuracy } from './random-answers';
import { drawLabels, expectRandomLabels, LABEL_DRAWS, type LabelDraw } from './random-labels';

describe("constant baselines equal scikit-learn's dummies", () => {
  it('the most common class', () => {
    const { train, judged, majority, shares, accuracy } = sklearn.classes;
    const found = majorityBaseline(train, judged, shares.length);
    expect(found.classIndex).toBe(majority);
    expect(found.accuracy).toBeCloseTo(accuracy, 12);
    for (const [at, share] of shares.entries()) expect(found.shares[at]).toBeCloseTo(share, 12);
  });

  it('the labels that most films have', () => {
    const { train, judged, majority, ...figures } = sklearn.labels;
    const found = labelsBaseline(train, 4, judged).majority;
    expect(found.labels).toEqual(majority);
    expect(found.allMatch).toBeCloseTo(figures.allMatch, 12);
    expect(found.hammingLoss).toBeCloseTo(figures.hammingLoss, 12);
  });

  it('a label that exactly half of the films have counts as one of them', () => {
    const labels = Array.from({ length: 98 }, (_, film) => film % 2);
    expect(labelsBaseline(labels, 1).majority.labels).toEqual([0]);
  });

  it('the mean', () => {
    const { train, judged, mean, mae, rmse } = sklearn.values;
    const found = meanBaseline(train, judged);
    expect(found.mean).toBeCloseTo(mean, 12);
    expect(found.meanAbsoluteError).toBeCloseTo(mae, 12);
    expect(found.rootMeanSquaredError).toBeCloseTo(rmse, 12);
  });

  it('the commonest label alone is right as often as films have it', () => {
    const { commonest } = labelsBaseline([1, 0, 0, 1, 1, 1, 0, 1], 2);
    expect(commonest).toMatchObject({ labels: [1], atLeastOneMatch: 0.75, allMatch: 0.5 });
  });
});

// five films, four labels, one film without labels
const TRAINING = [1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1];
const ACTUAL = [1, 0, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1];

/** Every subset of four labels with its probability under a draw, by enumeration. */
function subsets(draw: LabelDraw, { frequency, cardinality }: LabelStatistics): [number[], number][] {
  const all = Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].map((label) => (bits >> label) & 1));
  const size = (set: number[]) => set.reduce((sum, value) => sum + value, 0);
  const total = frequency.reduce((sum, share) => sum + share, 0);
  return all.map((set) => {
    const alike = all.filter((other) => size(other) === size(set)).length;
    const chance = {
      'one-uniform': size(set) === 1 ? 1 / 4 : 0,
      'one-frequent': size(set) === 1 ? frequency[set.indexOf(1)] / total : 0,
      cardinality: cardinality[size(set)] / alike,
      frequency: set.reduce(
        (product, has, label) => product * (has ? frequency[label] : 1 - frequency[label]),
        1,
      ),
    }[draw];
    return [set, chance];
  });
}

describe.each(LABEL_DRAWS)('random labels, %s', (draw) => {
  const statistics = labelStatistics(TRAINING, 4);

  it('expects what enumerating every possible answer gives', () => {
    const wanted = { atLeastOneMatch: 0, allMatch: 0, hammingLoss: 0 };
    for (let film = 0; film < 3; film++) {
      const actual = ACTUAL.slice(film * 4, film * 4 + 4);
      for (const [set, chance] of subsets(draw, statistics)) {
        wanted.atLeastOneMatch += (chance * atLeastOneMatch(actual, set, 4)) / 3;
        wanted.allMatch += (chance * allMatch(actual, set, 4)) / 3;
        wanted.hammingLoss += (chance * hammingLoss(actual, set)) / 3;
      }
    }
    const found = expectRandomLabels(statistics, ACTUAL, draw);
    expect(found.atLeastOneMatch).toBeCloseTo(wanted.atLeastOneMatch, 12);
    expect(found.allMatch).toBeCloseTo(wanted.allMatch, 12);
    expect(found.hammingLoss).toBeCloseTo(wanted.hammingLoss, 12);
    expect(found.binaryAccuracy).toBeCloseTo(1 - wanted.hammingLoss, 12);
  });

  it('draws each answer with its probability, and the same answers from the same seed', () => {
    const films = 4000;
    const drawn = drawLabels(statistics, films, draw, new Random(3, 'labels'));
    expect(drawLabels(statistics, films, draw, new Random(3, 'labels'))).toEqual(drawn);
    const seen = new Map<string, number>();
    for (let film = 0; film < films; film++) {
      const set = drawn.subarray(film * 4, film * 4 + 4).join();
      seen.set(set, (seen.get(set) ?? 0) + 1);
    }
    for (const [set, chance] of subsets(draw, statistics)) {
      // five standard deviations
      const within = 5 * Math.sqrt((chance * (1 - chance)) / films);
      expect(Math.abs((seen.get(set.join()) ?? 0) / films - chance)).toBeLessThanOrEqual(within);
    }
  });
});

describe('random classes', () => {
  const training = Int32Array.of(0, 0, 0, 1, 1, 2);
  const actual = Int32Array.of(0, 1, 1, 2);

  it.each(['frequent', 'uniform'] as const)('%s: reaches the expected figures', (draw) => {
    const films = 20_000;
    const drawn = drawClasses(training, 3, films, draw, new Random(8, draw));
    const right = drawn.reduce((sum, index, at) => sum + Number(index === actual[at % 4]), 0) / films;
    const wanted = draw === 'uniform' ? 1 / 3 : (3 / 6 + 2 / 6 + 2 / 6 + 1 / 6) / 4;
    expect(expectRandomAccuracy(training, 3, actual, draw)).toBeCloseTo(wanted, 12);
    expect(Math.abs(right - wanted)).toBeLessThan(0.02);
  });
});
