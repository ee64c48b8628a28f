// Expected values: scripts/reference/paired_difference.py (numpy and scikit-learn).
import { atOnce } from '../at-once';
import { describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/paired_difference.json';
import { presetById } from '../presets';
import { defaultRecipe } from '../recipe/recipe';
import type { Head } from '../heads';
import type { Run } from '../run/run';
import { headRun } from '../run/testing/head-run';
import { columnKey, rowWork, type ExperimentRow } from './row';

const HEAD: Head = {
  task: 'genres',
  kind: 'labels',
  title: 'Genres',
  names: ['Comedy', 'Drama', 'Horror', 'Family'],
  unit: null,
};

function runOf(which: 'base' | 'run', side: 'validation' | 'test' = 'test'): Run {
  const { actual, [which]: outputs } = reference.labels;
  const films = actual.length / HEAD.names.length;
  return {
    ...headRun(Array<typeof side>(films).fill(side), [{ head: HEAD, answers: actual, outputs }]),
    version: 2,
    id: which,
    createdAt: '2026-01-01T00:00:00Z',
    status: 'finished',
    recipe: defaultRecipe(),
    software: '',
    fingerprint: '',
    device: { backend: 'cpu', device: '', reason: '' },
    funnel: [{ rule: 'no-genre', before: 300, removed: 10, after: 290 }],
    join: { matched: 0, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} },
    sizes: { train: 0, validation: 0, test: 0, [side]: films },
    history: [
      {
        epoch: 1,
        trainLoss: 1,
        trainAccuracy: 0,
        validationLoss: 1,
        validationAccuracy: 0,
        learningRate: 0.001,
        seconds: 2,
      },
    ],
    keptEpoch: 1,
    timings: {},
  };
}

function rowOf(...args: Parameters<typeof rowWork>): ExperimentRow {
  return atOnce(rowWork(...args));
}
const named = (row: ExperimentRow) => new Map(row.measured.map((one) => [columnKey(one), one]));

describe('a row of an experiment', () => {
  it('has differences from the first row, with intervals', () => {
    const row = rowOf(runOf('run'), runOf('base'));
    const { difference } = reference.labels;
    const found = named(row);
    expect(row).toMatchObject({ split: 'test', samples: 240, sameFilms: true, secondsAnEpoch: 2 });
    expect(found.get('mean-average-precision')?.difference?.value).toBeCloseTo(
      difference.meanAveragePrecision,
      6,
    );
    expect(found.get('mean-auc')?.difference?.value).toBeCloseTo(difference.meanAuc, 6);
    expect(found.get('hamming-loss')?.difference?.value).toBeCloseTo(-difference.binaryAccuracy, 9);
    // a metric that equals one minus another has the mirrored interval
    const wrong = found.get('hamming-loss')?.difference?.interval;
    const right = found.get('accuracy')?.difference?.interval;
    expect(wrong?.low).toBeCloseTo(-(right?.high ?? NaN), 12);
    expect(wrong?.high).toBeCloseTo(-(right?.low ?? NaN), 12);
    expect(row.test?.p).toBeLessThan(0.001);
  });

  it('has no differences if it is the first row, or if the films differ', () => {
    const first = rowOf(runOf('base'), null);
    expect(first).toMatchObject({ test: null, sameFilms: null });
    expect(first.measured.every(({ difference }) => difference === null)).toBe(true);
    expect(named(first).get('mean-auc')?.interval?.low).toBeGreaterThan(0.5);
    const other = runOf('base');
    other.predictions.keys = other.predictions.keys.map((key) => `${key}!`);
    const row = rowOf(runOf('run'), other);
    expect(row).toMatchObject({ test: null, sameFilms: false });
    expect(named(row).get('mean-auc')?.difference).toMatchObject({ interval: null });
  });

  it('is judged on validation if there is no test side', () => {
    expect(rowOf(runOf('run', 'validation'), null).split).toBe('validation');
  });

  it('has a value for every published figure, of any kind', () => {
    const { published } = presetById('genres-resnet34').runs[0];
    const row = rowOf(runOf('run'), null, published);
    const { actual } = reference.labels;
    const horror = actual.filter((_, at) => at % 4 === 2).reduce((sum, one) => sum + one, 0);
    const value = (metric: string, label?: string) =>
      row.published.find((one) => one.metric === metric && one.label === label)?.value;
    expect(value('support', 'Horror')).toBe(horror);
    expect(value('log-loss')).toBeGreaterThan(0);
    // a genre that this run does not have
    expect(value('recall', 'Animation')).toBeNaN();
    const cleaned = presetById('random-genres').runs[0].published;
    expect(rowOf(runOf('run'), null, cleaned).published.map((one) => one.value)).toEqual([
      expect.any(Number),
      290,
      4,
    ]);
  });
});
