// Expected values: scripts/reference/wilson.py (SciPy).
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson';

describe('wilsonInterval', () => {
  it.each([
    [0, 10, 0, 0.277532799863],
    [1, 10, 0.017876213095, 0.404150026795],
    [139, 160, 0.807681268658, 0.912527162403],
    [50, 100, 0.403831530366, 0.596168469634],
    [160, 160, 0.976553804828, 1],
    [7421, 23456, 0.310458494839, 0.32236084816],
  ])('of %i out of %i', (right, samples, low, high) => {
    const interval = wilsonInterval(right, samples);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });
  it('is NaN without samples', () => expect(wilsonInterval(0, 0).low).toBeNaN());
});
