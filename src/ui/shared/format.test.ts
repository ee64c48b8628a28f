import { describe, expect, it } from 'vitest';
import {
  bytes,
  count,
  counted,
  dollars,
  duration,
  fixed,
  percent,
  rate,
  remaining,
  scientific,
  shortPercent,
} from './format';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('numbers for people', () => {
  it('counts', () => {
    expect(count(45466)).toBe('45,466');
    expect(plain(counted(1, 'film'))).toBe('1 film');
    expect(plain(counted(2, 'class', 'classes'))).toBe('2 classes');
  });

  it('shares and figures, with a dash if there is none', () => {
    expect(plain(percent(0.8539))).toBe('85.4 %');
    expect(plain(percent(1, 0))).toBe('100 %');
    expect(percent(null)).toBe('–');
    expect(percent(Number.NaN)).toBe('–');
    expect(fixed(0.24864)).toBe('0.249');
    expect(fixed(Infinity)).toBe('–');
  });

  it('numbers of any size', () => {
    expect(scientific(0.00123)).toBe('1.2e-3');
    expect(scientific(1e-7)).toBe('1e-7');
    expect(scientific(0.1)).toBe('0.1');
    expect(scientific(30)).toBe('30');
    expect(scientific(1e4)).toBe('1e4');
    expect(scientific(1.049e-10, 3)).toBe('1.05e-10');
  });

  it('times', () => {
    expect(duration(7)).toBe('0:07');
    expect(duration(130)).toBe('2:10');
    expect(duration(3723)).toBe('1:02:03');
    expect(duration(59.6)).toBe('1:00');
    expect(remaining(130)).toBe('2:10 left');
    expect(remaining(null)).toBe('');
  });

  it('rates, bytes and dollars', () => {
    expect(rate(412.3, 'images')).toBe('412 images/s');
    expect(rate(1.04, 'posters')).toBe('1.0 posters/s');
    expect(plain(rate(2_500_000, 'bytes'))).toBe('2.5 MB/s');
    expect(rate(null, 'images')).toBe('');
    expect(plain(bytes(512))).toBe('512 B');
    expect(plain(bytes(9_987_728))).toBe('10.0 MB');
    expect(plain(dollars(30_000_000))).toBe('$30.0 M');
    expect(plain(dollars(2_787_965_087))).toBe('$2.8 B');
    expect(dollars(0)).toBe('$0');
    expect(dollars(null)).toBe('–');
  });
});

it('shares on an axis have a tenth only if they need one, whatever the multiplication leaves behind', () => {
  expect([0.5, 0.55, 0.525, 1].map(shortPercent)).toEqual([
    '50\u00a0%',
    '55\u00a0%',
    '52.5\u00a0%',
    '100\u00a0%',
  ]);
});
