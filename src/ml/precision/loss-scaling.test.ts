/**
 * GradScaler's rules, from the documentation of `_amp_update_scale_` (PyTorch 2: "growth_tracker", "If no infs or
 * nans … for growth_interval consecutive iterations, scale is multiplied by growth_factor"); expected values by hand.
 */
import { expect, it } from 'vitest';
import { GRAD_SCALER, initialLossScale, nextLossScale } from './loss-scaling';

const QUICK = { ...GRAD_SCALER, growthInterval: 3 };

it('starts where GradScaler starts', () => {
  expect(initialLossScale(GRAD_SCALER)).toEqual({ scale: 2 ** 16, good: 0 });
  expect(GRAD_SCALER).toEqual({ initial: 65536, growthFactor: 2, backoffFactor: 0.5, growthInterval: 2000 });
});

it('grows after an interval of good steps, and backs off at once', () => {
  const trace: [finite: boolean, scale: number, good: number][] = [
    [true, 65536, 1],
    [true, 65536, 2],
    [true, 131072, 0],
    [true, 131072, 1],
    [false, 65536, 0],
    [false, 32768, 0],
    [true, 32768, 1],
    [true, 32768, 2],
    [false, 16384, 0],
    [true, 16384, 1],
    [true, 16384, 2],
    [true, 32768, 0],
  ];
  let state = initialLossScale(QUICK);
  for (const [finite, scale, good] of trace) {
    state = nextLossScale(state, finite, QUICK);
    expect(state).toEqual({ scale, good });
  }
});

it('does not grow beyond float32', () => {
  expect(nextLossScale({ scale: 2 ** 127, good: 2 }, true, QUICK)).toEqual({ scale: 2 ** 127, good: 0 });
});
