// Expected values: scripts/reference/paired_difference.py (numpy and scikit-learn, up to 4,000 resamples).
import { atOnce } from '../at-once';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../metrics';
import type { Head } from '../heads';
import reference from '../../../scripts/reference/paired_difference.json';
import { pairedDifferenceWork, pairedRows, type PairedDifference } from './paired-difference';
import { headResultsOf } from '../predictions/results';
import type { Predicted } from '../predictions/predictions';
import { headRun } from './testing/head-run';

const names = (count: number) => Array.from({ length: count }, (_, k) => `name ${k}`);
const HEADS = {
  class: { task: 'genre', kind: 'class', title: 'Genre', names: names(3), unit: null },
  labels: { task: 'genres', kind: 'labels', title: 'Genres', names: names(4), unit: null },
  value: { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' },
} as const satisfies Record<string, Omit<Head, 'names'> & { names: readonly string[] }>;

function runOf(kind: keyof typeof HEADS, which: 'base' | 'run'): Predicted {
  const head: Head = { ...HEADS[kind], names: [...HEADS[kind].names] };
  const { actual, [which]: outputs } = reference[kind];
  const films = actual.length / (kind === 'labels' ? 4 : 1);
  return headRun(Array<'validation'>(films).fill('validation'), [{ head, answers: actual, outputs }]);
}

function difference(base: Predicted, run: Predicted): PairedDifference | null {
  return atOnce(pairedDifferenceWork(base, run, 'validation'));
}

/** Two bootstraps of the same data agree up to chance: within a tenth of the interval's width. */
function expectAlike(ours: Interval | undefined, [low, high]: number[]) {
  expect(Math.abs((ours?.low ?? NaN) - low)).toBeLessThan((high - low) / 10);
  expect(Math.abs((ours?.high ?? NaN) - high)).toBeLessThan((high - low) / 10);
}

/** The same films in reverse order. */
function turned(run: Predicted): Predicted {
  const { predictions } = run;
  const films = predictions.keys.length;
  const reversed = (values: Float32Array) => {
    const width = values.length / films;
    return Float32Array.from(values, (_, at) => {
      const row = films - 1 - Math.floor(at / width);
      return values[row * width + (at % width)];
    });
  };
  return {
    ...run,
    predictions: {
      ...predictions,
      keys: predictions.keys.toReversed(),
      answers: reversed(predictions.answers),
      probabilities: reversed(predictions.probabilities),
    },
  };
}

describe('the difference of two runs on the same films', () => {
  it('of classes has numpy’s interval, and McNemar’s counts', () => {
    const found = difference(runOf('class', 'base'), runOf('class', 'run'));
    expectAlike(found?.difference.accuracy, reference.class.interval);
    expect(found?.test).toMatchObject({
      onlyFirst: reference.class.onlyFirst,
      onlySecond: reference.class.onlySecond,
    });
  });

  it('of labels has the intervals of scikit-learn’s figures', () => {
    const found = difference(runOf('labels', 'base'), runOf('labels', 'run'));
    const { meanAveragePrecision, meanAuc, binaryAccuracy } = reference.labels.interval;
    expectAlike(found?.difference['mean-average-precision'], meanAveragePrecision);
    expectAlike(found?.difference['mean-auc'], meanAuc);
    expectAlike(found?.difference.accuracy, binaryAccuracy);
  });

  it('of values has its interval, and no test', () => {
    const found = difference(runOf('value', 'base'), runOf('value', 'run'));
    expectAlike(found?.difference['mean-absolute-error'], reference.value.interval);
    expect(found?.test).toBeNull();
  });

  it('compares film by film, in any order', () => {
    const straight = difference(runOf('labels', 'base'), runOf('labels', 'run'));
    expect(difference(turned(runOf('labels', 'base')), runOf('labels', 'run'))).toEqual(straight);
  });

  it('of a run with itself is zero', () => {
    const found = difference(runOf('class', 'base'), runOf('class', 'base'));
    expect(found?.difference.accuracy).toEqual({ low: 0, high: 0 });
    expect(found?.test).toMatchObject({ onlyFirst: 0, onlySecond: 0, p: 1 });
  });

  it('does not exist for different films, answers or questions', () => {
    const base = runOf('class', 'base');
    const { predictions } = base;
    const others = {
      ...base,
      predictions: { ...predictions, keys: predictions.keys.map((key) => `${key}!`) },
    };
    const answers = predictions.answers.map((answer) => (answer + 1) % 3);
    expect(difference(others, base)).toBeNull();
    expect(difference({ ...base, predictions: { ...predictions, answers } }, base)).toBeNull();
    expect(difference(runOf('labels', 'base'), base)).toBeNull();
    expect(pairedRows(headResultsOf(base, 'test'), headResultsOf(base, 'test'))).toHaveLength(0);
    expect(difference(base, base)).not.toBeNull();
  });
});
