import { describe, expect, it } from 'vitest';
import { niceDomain, roundTicks } from './axis-scale';

describe('roundTicks', () => {
  it('are whole numbers for counts', () => {
    expect(roundTicks([0, 3], 8, true)).toEqual([0, 1, 2, 3]);
    expect(roundTicks([0, 1], 8, true)).toEqual([0, 1]);
  });
});

describe('niceDomain', () => {
  it('ends on ticks', () => {
    const domain = niceDomain([0.268, 0.348]);
    const inside = roundTicks(domain, 4);
    expect(inside[0]).toBeCloseTo(domain[0], 12);
    expect(inside.at(-1)).toBeCloseTo(domain[1], 12);
  });
  it('is never empty', () => expect(niceDomain([2, 2])).toEqual([2, 3]));
});
