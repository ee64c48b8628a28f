import { describe, expect, it } from 'vitest';
import { parallelPath, placeAxes, type ParallelLine } from './parallel-layout';

const line = (id: string, values: Record<string, number | string>): ParallelLine => ({
  id,
  label: id,
  colour: 'red',
  values: new Map(Object.entries(values)),
});
const lines = [
  line('a', { fit: 'pad', rate: 0.001, score: 80 }),
  line('b', { fit: 'stretch', rate: 0.01, score: 85 }),
];
const axes = [
  { id: 'fit', title: 'Fit' },
  { id: 'rate', title: 'Rate' },
  { id: 'score', title: 'Score' },
];
const box = { left: 0, right: 100, top: 10, bottom: 50 };

describe('parallel coordinates', () => {
  it('are spaced evenly; numeric axes ascend, others list their values', () => {
    const [fit, rate, score] = placeAxes(axes, lines, box);
    expect([fit.x, rate.x, score.x]).toEqual([0, 50, 100]);
    expect(fit.ticks).toEqual([
      { y: 10, text: 'pad' },
      { y: 50, text: 'stretch' },
    ]);
    for (const [value, y] of [
      [0.001, 50],
      [0.01, 10],
      [0.0055, 30],
    ] as const)
      expect(rate.y(value)).toBeCloseTo(y);
    expect(score.ticks.map(({ text }) => text)).toEqual(['80', '85']);
  });

  it('are one path per line, with a gap where a value is missing', () => {
    const all = [...lines, line('c', { fit: 'pad', score: 80 })];
    const placed = placeAxes(axes, all, box);
    expect(parallelPath(all[0], placed)).toBe('M0,10L50,50L100,50');
    expect(parallelPath(all[2], placed)).toBe('M0,10M100,50');
  });

  it('put constant values in the middle', () => {
    const same = [line('a', { fit: 'pad', rate: 1 }), line('b', { fit: 'pad', rate: 1 })];
    const [fit, rate] = placeAxes(axes.slice(0, 2), same, box);
    expect([fit.y('pad'), rate.y(1)]).toEqual([30, 30]);
    expect(rate.ticks).toHaveLength(1);
  });
});
