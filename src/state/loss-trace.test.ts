import { describe, expect, it } from 'vitest';
import { LossTrace } from './loss-trace';

describe('LossTrace', () => {
  it('keeps every loss while there is room', () => {
    const trace = new LossTrace(8);
    trace.push([3, 2]);
    trace.push([1]);
    expect(trace.points()).toEqual([
      { batch: 1, loss: 3 },
      { batch: 2, loss: 2 },
      { batch: 3, loss: 1 },
    ]);
    expect(trace.count).toBe(3);
  });

  it('merges neighbours when full, and continues with means of twice as many batches', () => {
    const trace = new LossTrace(4);
    trace.push([1, 3, 5, 7]);
    expect(trace.stride).toBe(2);
    expect(trace.points()).toEqual([
      { batch: 2, loss: 2 },
      { batch: 4, loss: 6 },
    ]);
    trace.push([10]);
    expect(trace.points()).toHaveLength(2);
    trace.push([20]);
    expect(trace.points().at(-1)).toEqual({ batch: 6, loss: 15 });
  });

  it('stays bounded over a long run, and keeps the mean of everything it covers', () => {
    const trace = new LossTrace(64);
    for (let batch = 1; batch <= 64 * 1024; batch++) trace.push([batch]);
    const points = trace.points();
    expect(points.length).toBeLessThanOrEqual(64);
    const mean = points.reduce((sum, point) => sum + point.loss, 0) / points.length;
    // the mean of 1 … n is (n + 1) / 2
    expect(mean).toBeCloseTo((64 * 1024 + 1) / 2, 6);
  });
});
