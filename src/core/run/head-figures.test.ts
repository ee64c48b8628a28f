// Expected values: scripts/reference/metrics.py (scikit-learn), kept in ../metrics/reference.json.
import { describe, expect, it } from 'vitest';
import reference from '../metrics/reference.json';
import { headFiguresOf, mainFigureOf } from './head-figures';
import type { Head } from '../heads';
import { labelsFiguresOf } from './label-figures';
import { headResultsOf, resultsOf } from '../predictions/results';
import type { SplitName } from '../splits/split-name';
import { headRun, type HeadNumbers } from './testing/head-run';
import { valueFiguresOf } from './value-figures';

const named = (count: number) => Array.from({ length: count }, (_, k) => `name ${k}`);
const GENRES: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: named(5), unit: null };
const BINS: Head = { task: 'score-bins', kind: 'class', title: 'Bins', names: named(4), unit: null };
const SCORE: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };

const [labels] = reference.multiLabel;
const [bins] = reference.singleLabel;
const [score] = reference.regression;

/**
 * The reference data as the validation side of one run with three heads. The run has as many films as the longest data
 * set; for the shorter ones, the remaining films have no answer. Four training films come first, one of which lacks
 * answers.
 */
const films = Math.max(labels.actual.length / 5, bins.actual.length, score.actual.length);
const splits: SplitName[] = [
  ...Array<SplitName>(4).fill('train'),
  ...Array<SplitName>(films).fill('validation'),
];
const filled = (values: readonly number[], length: number) => [
  ...values,
  ...Array<number>(length - values.length).fill(NaN),
];
const part = (
  head: Head,
  training: readonly number[],
  answers: readonly number[],
  outputs: readonly number[],
): HeadNumbers => {
  const columns = head.kind === 'labels' ? head.names.length : 1;
  const width = head.kind === 'value' ? 1 : head.names.length;
  return {
    head,
    answers: [...training, ...filled(answers, films * columns)],
    outputs: [...Array<number>(4 * width).fill(0), ...filled(outputs, films * width)],
  };
};
const run = headRun(splits, [
  part(
    GENRES,
    [1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, NaN, NaN, NaN, NaN, NaN],
    labels.actual,
    labels.probabilities,
  ),
  part(BINS, [2, 2, 0, NaN], bins.actual, bins.probabilities),
  part(SCORE, [5, 6, NaN, 7], score.actual, score.predicted),
]);

describe('labels among other heads', () => {
  const figures = labelsFiguresOf(run, 'validation', 0);

  it('agree with scikit-learn', () => {
    expect(figures.samples).toBe(labels.actual.length / 5);
    expect(figures.values.accuracy).toBeCloseTo(labels.binaryAccuracy, 9);
    expect(figures.values['hamming-loss']).toBeCloseTo(labels.hammingLoss, 9);
    expect(figures.values['exact-match']).toBeCloseTo(labels.allMatch, 9);
    expect(figures.values['any-match']).toBeCloseTo(labels.atLeastOne, 9);
    expect(figures.values['micro-f1']).toBeCloseTo(labels.microF1, 9);
    expect(figures.values['macro-f1']).toBeCloseTo(labels.macroF1, 9);
    expect(figures.values['weighted-f1']).toBeCloseTo(labels.weightedF1, 9);
    expect(figures.values['samples-f1']).toBeCloseTo(labels.samplesF1, 9);
    expect(figures.values['mean-average-precision']).toBeCloseTo(labels.meanAveragePrecision, 9);
    expect(figures.values['mean-auc']).toBeCloseTo(labels.meanAuc, 9);
    expect(figures.values['log-loss']).toBeCloseTo(labels.logLoss, 7);
    for (const [label, each] of figures.labels.entries()) {
      expect(each.precision).toBeCloseTo(labels.precision[label], 9);
      expect(each.recall).toBeCloseTo(labels.recall[label], 9);
      expect(each.f1).toBeCloseTo(labels.f1[label], 9);
      expect(each.support).toBe(labels.support[label]);
      expect(each.averagePrecision).toBeCloseTo(labels.averagePrecision[label] ?? NaN, 9);
      expect(each.auc).toBeCloseTo(labels.auc[label] ?? NaN, 9);
    }
  });

  it('have the baseline of the training side’s constant answers', () => {
    const { majority, commonest, values } = figures.baseline;
    // all three training films with labels have the first label, two have the second
    expect(majority.names).toEqual(['name 0', 'name 1']);
    expect(commonest.names).toEqual(['name 0']);
    const shares = labels.support.map((support) => support / figures.samples);
    expect(commonest.values['any-match']).toBeCloseTo(shares[0], 12);
    const right = [shares[0], shares[1], 1 - shares[2], 1 - shares[3], 1 - shares[4]];
    expect(majority.values.accuracy).toBeCloseTo(right.reduce((a, b) => a + b) / 5, 12);
    // all scores are equal: precision is the share of positives at the only threshold
    expect(values['mean-average-precision']).toBeCloseTo(shares.reduce((a, b) => a + b) / 5, 12);
  });
});

describe('bins of a score among other heads', () => {
  it('agree with scikit-learn, κ included', () => {
    const figures = headFiguresOf(run, 'validation', 1);
    if (figures.kind !== 'class') throw new Error('not a class');
    expect(figures.samples).toBe(bins.actual.length);
    expect(figures.values.accuracy).toBeCloseTo(bins.accuracy, 9);
    expect(figures.ordered).toBe(true);
    expect(figures.values.kappa).toBeCloseTo(bins.kappa, 9);
    expect(figures.values['quadratic-kappa']).toBeCloseTo(bins.quadraticKappa, 9);
    expect(figures.values['adjacent-accuracy']).toBeCloseTo(bins.adjacentAccuracy, 9);
    expect([...figures.confusion]).toEqual(bins.confusion);
    expect(figures.majority.className).toBe('name 2');
  });
});

describe('a value among other heads', () => {
  const figures = valueFiguresOf(run, 'validation', 2);

  it('agrees with scikit-learn and SciPy', () => {
    expect(figures.samples).toBe(score.actual.length);
    // answers are kept as float32
    expect(figures.values['mean-absolute-error']).toBeCloseTo(score.meanAbsoluteError, 6);
    expect(figures.values['root-mean-squared-error']).toBeCloseTo(score.rootMeanSquaredError, 6);
    expect(figures.values.r2).toBeCloseTo(score.r2, 6);
    expect(figures.values.spearman).toBeCloseTo(score.spearman, 6);
  });

  it("has the baseline of the training side's mean", () => {
    expect(figures.baseline.mean).toBe(6);
    const errors = score.actual.map((value) => Math.abs(value - 6));
    expect(figures.baseline.values['mean-absolute-error']).toBeCloseTo(
      errors.reduce((a, b) => a + b) / errors.length,
      6,
    );
    // cannot be better than this side's own mean
    expect(figures.baseline.values.r2).toBeLessThanOrEqual(0);
  });
});

describe('results of a head', () => {
  it('include only films with an answer, with their data', () => {
    const results = headResultsOf(run, 'train', 2);
    expect(results.keys).toEqual(['film 0', 'film 1', 'film 3']);
    expect([...results.actual]).toEqual([5, 6, 7]);
  });

  it('are empty if classes are requested of a head without classes', () => {
    expect(resultsOf(run, 'validation', 0).keys).toEqual([]);
    expect(resultsOf(run, 'validation', 1).keys).toHaveLength(bins.actual.length);
  });

  it('are empty for a side without films, and so are their figures', () => {
    for (const head of [0, 1, 2]) {
      const figures = headFiguresOf(run, 'test', head);
      expect(figures.samples).toBe(0);
      expect(mainFigureOf(figures).value).toBeNaN();
    }
  });
});

it('have one main figure', () => {
  const mains = [0, 1, 2].map((head) => mainFigureOf(headFiguresOf(run, 'validation', head)));
  expect(mains.map(({ title, better, unit }) => [title, better, unit])).toEqual([
    ['mAP', 'max', null],
    ['Accuracy', 'max', null],
    ['MAE', 'min', 'points'],
  ]);
  expect(mains[0].value).toBeCloseTo(labels.meanAveragePrecision, 9);
  expect(mains[1].value).toBeCloseTo(bins.accuracy, 9);
  expect(mains[2].value).toBeCloseTo(score.meanAbsoluteError, 6);
});
