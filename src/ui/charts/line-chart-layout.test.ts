import { describe, expect, it } from 'vitest';
import {
  layOut,
  linePath,
  nearest,
  stops,
  thinned,
  valueAt,
  valueDomain,
  type Series,
} from './line-chart-layout';

const line = (id: string, ys: number[], more: Partial<Series> = {}): Series => ({
  id,
  label: id,
  colour: 'red',
  points: ys.map((y, index) => ({ x: index + 1, y })),
  ...more,
});
const straight = { x: (value: number) => value, y: (value: number) => value };

describe('valueDomain', () => {
  it('goes from 0 to a round number above the lines', () =>
    expect(valueDomain([line('a', [2.3, 1]), line('b', [0.5])])).toEqual([0, 3]));
  it('lets a fine line be cut where few of its values lie far above', () => {
    const spiky = line('batch', [...Array<number>(99).fill(1), 50], { fine: true });
    expect(valueDomain([spiky, line('a', [0.9])])).toEqual([0, 1]);
  });
  it('is close around the lines where asked', () => {
    const [low, high] = valueDomain([line('a', [0.84, 0.9])], true);
    expect(low).toBeCloseTo(0.84);
    expect(high).toBeCloseTo(0.9);
  });
  it('is 0 to 1 while there is nothing', () => expect(valueDomain([line('a', [])])).toEqual([0, 1]));
});

describe('layOut', () => {
  it('puts labels where lines end, apart from each other, and none for a fine line', () => {
    const series = [line('a', [1, 0.5]), line('b', [1, 0.5]), line('f', [1], { fine: true })];
    const { labels, y } = layOut({ width: 400, height: 200 }, series, [0, 2], [0, 1], 100);
    expect([...labels.keys()]).toEqual(['a', 'b']);
    expect(labels.get('a')).toBeCloseTo(y(0.5));
    expect((labels.get('b') ?? 0) - (labels.get('a') ?? 0)).toBeGreaterThanOrEqual(16);
  });
});

describe('linePath', () => {
  it('breaks where a value is not a number', () =>
    expect(linePath(line('a', [1, NaN, 2, 3]).points, straight)).toBe('M1.0,1.0M3.0,2.0L4.0,3.0'));
});

describe('thinned', () => {
  it('keeps the last of many points, evenly apart', () => {
    const points = thinned(line('a', Array<number>(1001).fill(0)).points, 100);
    expect(points.length).toBeLessThanOrEqual(100);
    expect(points.at(-1)?.x).toBe(1001);
    const gaps = points.slice(1).map((point, index) => point.x - points[index].x);
    expect(new Set(gaps).size).toBe(1);
  });
  it('leaves few as they are', () => {
    const { points } = line('a', [1, 2]);
    expect(thinned(points)).toBe(points);
  });
});

describe('reading values', () => {
  const series = [line('a', [1, 2, 3]), line('b', [1]), line('f', [0, 0, 0, 0, 0], { fine: true })];
  it('stops at every x of a labelled line, once', () => expect(stops(series)).toEqual([1, 2, 3]));
  it('stops at the x of all lines, in order', () => {
    const apart = { ...line('c', []), points: [{ x: 2.5, y: 0 }] };
    expect(stops([series[0], apart])).toEqual([1, 2, 2.5, 3]);
  });
  it('finds a value by its x, or says that there is none', () => {
    expect(valueAt(series[0], 3)).toBe(3);
    expect(valueAt(series[1], 3)).toBeNull();
  });
  it('finds the nearest stop', () => expect(nearest([1, 2, 10], 7)).toBe(10));
});
