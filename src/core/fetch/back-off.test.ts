import { describe, expect, it } from 'vitest';
import { backOffMs, retryAfterMs } from './back-off';

describe('backOffMs', () => {
  const backOff = { firstMs: 1000, longestMs: 60_000 };
  it('doubles, with jitter between half and all, up to the longest wait', () => {
    expect([1, 2, 3, 4].map((attempt) => backOffMs(attempt, 0, backOff))).toEqual([500, 1000, 2000, 4000]);
    expect([1, 2, 3, 4].map((attempt) => backOffMs(attempt, 0.5, backOff))).toEqual([750, 1500, 3000, 6000]);
    expect(backOffMs(7, 0.999999, backOff)).toBeCloseTo(60_000, -1);
    expect(backOffMs(40, 0, backOff)).toBe(30_000);
  });
});

describe('retryAfterMs', () => {
  // the date of RFC 9110, 10.2.3
  const now = Date.UTC(1999, 11, 31, 23, 59, 0);
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Fri, 31 Dec 1999 23:59:59 GMT', 59_000],
    // the two obsolete forms of RFC 9110, 5.6.7
    ['Friday, 31-Dec-99 23:59:59 GMT', 59_000],
    ['Fri, 31 Dec 1999 23:58:00 GMT', 0],
    ['-3', null],
    ['1.5', null],
    ['soon', null],
    ['Friday soon', null],
    ['', null],
    [null, null],
  ])('%j', (header, expected) => expect(retryAfterMs(header, now)).toBe(expected));
});
