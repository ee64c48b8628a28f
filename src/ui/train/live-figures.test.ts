import { describe, expect, it } from 'vitest';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import { headFiguresOf } from '../../core/run/head-figures';
import { epoch, smallRun } from '../../state/testing/runs';
import {
  keptLoss,
  lowestLoss,
  markedEpoch,
  planMajority,
  planMeanPrecision,
  secondsAnEpoch,
} from './live-figures';

describe('planMajority', () => {
  it('is the most frequent class of the training split, measured on the validation split', () => {
    const plan = {
      classNames: ['Comedy', 'Horror'],
      counts: [
        { train: 10, validation: 8, test: 0 },
        { train: 30, validation: 2, test: 0 },
      ],
      sizes: { train: 40, validation: 10, test: 0 },
    };
    expect(planMajority(plan)).toEqual({ className: 'Horror', accuracy: 0.2 });
  });
});

describe('planMeanPrecision', () => {
  const sizes = { train: 0, validation: 10, test: 0 };
  const films = (validation: number) => ({ train: 9, validation, test: 0 });
  it('is the mean share of validation films that have a label', () => {
    expect(planMeanPrecision({ counts: [films(5), films(1), films(0)], sizes })).toBeCloseTo(0.3, 12);
    expect(planMeanPrecision({ counts: [films(0)], sizes })).toBeNull();
  });
});

describe('lowestLoss', () => {
  it('is that of all epochs', () =>
    expect(lowestLoss([epoch(1, 0.7), epoch(2, 0.5), epoch(3, 0.6)])).toBe(0.5));
  it('is none before the first epoch', () => expect(lowestLoss([])).toBeNull());
});

describe('markedEpoch', () => {
  const history = [epoch(1, 0.7), epoch(2, 0.5), epoch(3, 0.6)];
  const by = (metric: 'loss' | 'macro-f1', minDelta = 0) => ({ stopping: { metric, patience: 5, minDelta } });
  const f1 = history.map((record, at) => ({
    ...record,
    monitored: { metric: 'macro-f1', value: [0.2, 0.3, 0.32][at] } as const,
  }));
  it('is the best by the loss', () => {
    expect(markedEpoch(history, { stopping: null }, null)).toEqual({ x: 2, label: 'best 2' });
    expect(markedEpoch(history, by('loss'), { keptEpoch: 2 })).toEqual({ x: 2, label: 'best 2' });
    expect(markedEpoch([], by('loss'), null)).toBeNull();
  });
  it('is the best by another metric during training', () => {
    expect(markedEpoch(f1.slice(0, 2), by('macro-f1'), null)).toEqual({ x: 2, label: 'best 2' });
    expect(markedEpoch(f1, by('macro-f1'), null)).toEqual({ x: 3, label: 'best 3' });
    // an increase of 0.02 does not count as an improvement here, so its weights are not kept
    expect(markedEpoch(f1, by('macro-f1', 0.05), null)).toEqual({ x: 2, label: 'best 2' });
  });
  it('is the kept one if the run did not record how epochs were compared', () => {
    const former = history.map((record) => ({ ...record, monitored: undefined }));
    expect(markedEpoch(former, by('macro-f1'), null)).toBeNull();
    expect(markedEpoch(former, by('macro-f1'), { keptEpoch: 3 })).toEqual({ x: 3, label: 'kept 3' });
  });
});

describe('keptLoss', () => {
  const run = (input: RecipeInput) =>
    smallRun('r', '2026-01-01T00:00:00Z', { recipe: recipeSchema.parse(input) });
  const loss = (input: RecipeInput) => keptLoss(run(input), headFiguresOf(run(input), 'validation'));
  it('is computed from the predictions if they give it', () => {
    // the right class had probabilities 0.6 and 0.3
    const computed = -(Math.log(0.6) + Math.log(0.3)) / 2;
    expect(loss({})).toBeCloseTo(computed, 6);
    expect(loss({ loss: { kind: 'softmax-cross-entropy', labelSmoothing: 0.1 } })).toBeCloseTo(computed, 6);
  });
  it('is the one recorded during training for other losses', () => {
    expect(loss({ loss: { kind: 'focal' } })).toBe(0.6);
    expect(loss({ loss: { kind: 'binary-cross-entropy' } })).toBe(0.6);
  });
});

describe('secondsAnEpoch', () => {
  it('is the mean', () =>
    expect(secondsAnEpoch([epoch(1, 1), { ...epoch(2, 1), seconds: 0.3 }])).toBeCloseTo(0.2));
  it('is none before the first epoch', () => expect(secondsAnEpoch([])).toBeNull());
});
