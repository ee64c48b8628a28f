// Expected values: scripts/reference/metrics.py (scikit-learn), kept in ../metrics/reference.json.
import { describe, expect, it } from 'vitest';
import reference from '../metrics/reference.json';
import { figuresOf } from './figures';
import { genreHead } from '../heads';
import { resultsOf } from '../predictions/results';
import type { Run } from './run';
import type { SplitName } from '../splits/split-name';

/** The reference's samples as validation, between three training samples that must not count. */
function runOf(one: (typeof reference.singleLabel)[number]): Pick<Run, 'heads' | 'predictions'> {
  const samples = one.actual.length;
  const splits: SplitName[] = ['train', ...Array<SplitName>(samples).fill('validation'), 'train', 'train'];
  const wrong = Array<number>(one.classes).fill(1 / one.classes);
  const names = splits.map((_, row) => `film ${row}`);
  return {
    heads: [genreHead(Array.from({ length: one.classes }, (_, k) => `class ${k}`))],
    predictions: {
      keys: names,
      files: names.map((name) => `${name}.jpg`),
      titles: names,
      splits,
      // the training side's most frequent class is the last one
      actual: Int32Array.of(one.classes - 1, ...one.actual, one.classes - 1, 0),
      answers: Float32Array.of(one.classes - 1, ...one.actual, one.classes - 1, 0),
      probabilities: Float32Array.of(...wrong, ...one.probabilities, ...wrong, ...wrong),
    },
  };
}

describe.each(reference.singleLabel.map((one, index) => [index, one] as const))('figures %i', (_, one) => {
  const figures = figuresOf(runOf(one), 'validation');

  it('agree with scikit-learn on that split only', () => {
    expect(figures.samples).toBe(one.actual.length);
    expect(figures.values.accuracy).toBeCloseTo(one.accuracy, 9);
    expect(figures.right).toBe(Math.round(one.accuracy * one.actual.length));
    expect(figures.values['balanced-accuracy']).toBeCloseTo(one.balancedAccuracy, 9);
    expect(figures.values['macro-f1']).toBeCloseTo(one.macroF1, 9);
    expect(figures.values['log-loss']).toBeCloseTo(one.logLoss, 9);
    expect(figures.values['calibration-error']).toBeCloseTo(one.expectedCalibrationError, 9);
    expect([...figures.confusion]).toEqual(one.confusion);
    expect(figures.classes.map((each) => each.support)).toEqual(one.support);
  });

  it('take the majority class from training and measure it on this side', () => {
    expect(figures.majority.className).toBe(`class ${one.classes - 1}`);
    expect(figures.majority.right).toBe(one.support.at(-1));
    expect(figures.majority.accuracy).toBeCloseTo((one.support.at(-1) ?? NaN) / one.actual.length, 12);
  });
});

describe('resultsOf', () => {
  const run = runOf(reference.singleLabel[0]);

  it('keeps names, classes and probabilities of a sample together', () => {
    const results = resultsOf(run, 'validation');
    expect(results.keys[0]).toBe('film 1');
    expect(results.files[1]).toBe('film 2.jpg');
    expect([...results.actual]).toEqual(reference.singleLabel[0].actual);
    expect(results.probabilities[5]).toBe(run.predictions.probabilities[run.heads[0].names.length + 5]);
  });

  it('is empty for a split without samples, and so are its figures', () => {
    expect(resultsOf(run, 'test').keys).toEqual([]);
    const figures = figuresOf(run, 'test');
    expect(figures.samples).toBe(0);
    expect(figures.values.accuracy).toBeNaN();
    expect(figures.right).toBe(0);
  });
});
