import { describe, expect, it } from 'vitest';
import { atShare, linear, niceDomain, spread, ticks } from './scale';

describe('linear', () => {
  it('maps ends to ends, backwards too', () => {
    const y = linear([0, 2], [100, 0]);
    expect([y(0), y(1), y(2)]).toEqual([100, 50, 0]);
  });
  it('maps an empty domain to the start of the range', () => expect(linear([3, 3], [10, 20])(3)).toBe(10));
});

describe('ticks', () => {
  it('are round, and inside the domain', () => {
    expect(ticks([0, 1], 4)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(ticks([0, 2.31], 4)).toEqual([0, 1, 2]);
    expect(ticks([0, 0.69], 4)).toEqual([0, 0.2, 0.4, 0.6]);
  });
  it('are whole for counts', () => expect(ticks([1, 5], 10, true)).toEqual([1, 2, 3, 4, 5]));
  it('have no digits that are not meant', () => expect(ticks([0, 0.3], 3)).toEqual([0, 0.1, 0.2, 0.3]));
});

describe('niceDomain', () => {
  it('widens to round numbers', () => expect(niceDomain([0, 2.31], 4)).toEqual([0, 3]));
  it('ends on ticks', () => {
    const domain = niceDomain([0.268, 0.348], 4);
    const inside = ticks(domain, 4);
    expect(inside[0]).toBeCloseTo(domain[0], 12);
    expect(inside.at(-1)).toBeCloseTo(domain[1], 12);
  });
  it('never is empty', () => expect(niceDomain([2, 2], 4)).toEqual([2, 3]));
});

describe('spread', () => {
  it('leaves labels that are apart where they are', () =>
    expect(spread([10, 50], 14, [0, 100])).toEqual([10, 50]));
  it('moves close ones apart, in their order', () =>
    expect(spread([52, 50], 14, [0, 100])).toEqual([64, 50]));
  it('keeps them inside', () => expect(spread([99, 100], 14, [0, 100])).toEqual([86, 100]));
});

describe('atShare', () => {
  it('leaves out what lies far above', () => {
    const values = [...Array<number>(99).fill(1), 1000];
    expect(atShare(values, 0.99)).toBe(1);
    expect(atShare(values, 1)).toBe(1000);
  });
  it('ignores what is no number', () => expect(atShare([NaN, 2], 1)).toBe(2));
});
