/** Expected: Keras's `EarlyStopping` (`monitor_op(value ∓ min_delta, best)`), computed by hand. */
import { describe, expect, it } from 'vitest';
import type { Monitor } from '../metrics';
import { bestEpoch, bestFigure, monitorOf } from './best-epoch';
import type { EpochRecord } from './run';

function history(metric: Monitor, values: readonly number[]): EpochRecord[] {
  return values.map((value, at) => ({
    epoch: at + 1,
    trainLoss: 1,
    trainAccuracy: 0.5,
    // the loss would choose a different epoch
    validationLoss: at,
    validationAccuracy: 0.5,
    learningRate: 0.1,
    seconds: 1,
    monitored: { metric, value },
  }));
}

describe('the best figure', () => {
  it('is the first of the lowest or highest', () => {
    expect(bestFigure([0.7, 0.5, 0.5], { metric: 'loss', minDelta: 0 })).toBe(1);
    expect(bestFigure([0.5, 0.7, 0.7], { metric: 'macro-f1', minDelta: 0 })).toBe(1);
  });
  it('must be a number, and better by more than the least improvement', () => {
    expect(bestFigure([0.5, 0.51, 0.53, 0.56], { metric: 'accuracy', minDelta: 0.04 })).toBe(3);
    expect(bestFigure([0.5, 0.51, 0.53], { metric: 'accuracy', minDelta: 0.04 })).toBe(0);
    expect(bestFigure([NaN, 0.2, NaN], { metric: 'accuracy', minDelta: 0 })).toBe(1);
    expect(bestFigure([NaN, NaN], { metric: 'accuracy', minDelta: 0 })).toBe(-1);
  });
});

describe('the best epoch', () => {
  it('is chosen by the figure that epochs are compared by', () => {
    expect(bestEpoch(history('macro-f1', [0.1, 0.3, 0.2]))?.epoch).toBe(2);
    expect(bestEpoch(history('hamming-loss', [0.3, 0.2, 0.25]))?.epoch).toBe(2);
    expect(bestEpoch(history('macro-f1', [0.1, 0.12]), 0.05)?.epoch).toBe(1);
  });
  it('is the last epoch if no figure is a number: its weights are kept so far', () =>
    expect(bestEpoch(history('macro-f1', [NaN, NaN]))?.epoch).toBe(2));
  it('does not exist before the first epoch, or if some epochs lack the figure', () => {
    expect(bestEpoch([])).toBeNull();
    const [first, second] = history('macro-f1', [0.1, 0.2]);
    expect(bestEpoch([first, { ...second, monitored: undefined }])).toBeNull();
    expect(monitorOf([first, second])).toBe('macro-f1');
  });
});
