import { describe, expect, it } from 'vitest';
import { drawnPoints, nearest, stops, valueAt, valueDomain, type Series } from './curves';

const line = (id: string, ys: readonly number[], more: Partial<Series> = {}): Series => ({
  id,
  label: id,
  colour: 'red',
  points: ys.map((y, index) => ({ x: index + 1, y })),
  ...more,
});

describe('valueDomain', () => {
  it('goes from 0 to a round number above the lines', () =>
    expect(valueDomain([line('a', [2.3, 1]), line('b', [0.5])])).toEqual([0, 2.5]));
  it('lets a fine line be cut off if few of its values are far above', () => {
    const spiky = line('batch', [...Array<number>(99).fill(1), 50], { fine: true });
    expect(valueDomain([spiky, line('a', [0.9])])).toEqual([0, 1]);
  });
  it('fits tightly around the lines on request', () => {
    const [low, high] = valueDomain([line('a', [0.84, 0.9])], true);
    expect(low).toBeCloseTo(0.84);
    expect(high).toBeCloseTo(0.9);
  });
  it('leaves room for level marks', () => expect(valueDomain([line('a', [0.3])], false, [0.9])[1]).toBe(1));
  it('is 0 to 1 without values', () => expect(valueDomain([line('a', [])])).toEqual([0, 1]));
});

describe('drawnPoints', () => {
  // 10,000 batches over 20 epochs, one with a peak, one not finite
  const ys = Array.from({ length: 10_000 }, (_, at) => Math.sin(at));
  ys[5003] = 40;
  ys[7001] = NaN;
  const points = ys.map((y, at) => ({ x: ((at + 1) / ys.length) * 20, y }));
  const drawn = drawnPoints(points, [0, 20], 500);
  it('are at most about one per pixel, in order, including the first and the last', () => {
    expect(drawn.length).toBeLessThanOrEqual(500 + 3);
    expect(drawn.map(({ x }) => x)).toEqual(drawn.map(({ x }) => x).toSorted((a, b) => a - b));
    expect(drawn.at(-1)).toBe(points.at(-1));
  });
  it('keep every peak and every break', () => {
    expect(drawn).toContain(points[5003]);
    expect(drawn).toContain(points[7001]);
  });
  it('stay the same as more points arrive', () => {
    const early = drawnPoints(points.slice(0, 6000), [0, 20], 500);
    expect(drawn.slice(0, early.length - 3)).toEqual(early.slice(0, -3));
  });
  it('are all points of a short line', () => {
    const { points } = line('a', [1, 2]);
    expect(drawnPoints(points, [0, 2], 500)).toBe(points);
  });
});

describe('reading values', () => {
  const series = [line('a', [1, 2, 3]), line('b', [1]), line('f', [0, 0, 0, 0, 0], { fine: true })];
  it('stops once at every x of a labelled line', () => expect(stops(series)).toEqual([1, 2, 3]));
  it('stops at every x of all lines, in order', () => {
    const apart = { ...line('c', []), points: [{ x: 2.5, y: 0 }] };
    expect(stops([series[0], apart])).toEqual([1, 2, 2.5, 3]);
  });
  it('finds a value by its x, or says that there is none', () => {
    expect(valueAt(series[0], 3)).toBe(3);
    expect(valueAt(series[1], 3)).toBeNull();
  });
  it('finds the nearest stop', () => expect(nearest([1, 2, 10], 7)).toBe(10));
});
