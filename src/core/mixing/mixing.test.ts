import { describe, expect, it } from 'vitest';
import scipy from '../../../scripts/reference/beta.json';
import { Random } from '../random';
import { drawBeta, drawBox } from './draw-mixing';
import { mixPictures } from './mix-pictures';

const DRAWS = 20_000;

describe.each(Object.entries(scipy.quantiles))('Beta(%s, same)', (alpha, quantiles) => {
  it("has the expected number of draws below each of SciPy's quantiles", () => {
    const random = new Random(3, 'beta');
    const drawn = Array.from({ length: DRAWS }, () => drawBeta(Number(alpha), random));
    for (const [at, share] of scipy.shares.entries()) {
      const below = drawn.filter((value) => value < quantiles[at]).length / DRAWS;
      // four standard deviations
      expect(Math.abs(below - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / DRAWS));
    }
  });
});

it('boxes have their share of the area if the edge does not clip them', () => {
  const random = new Random(1, 'box');
  const boxes = Array.from({ length: 200 }, () => drawBox(100, 150, 0.25, random));
  const whole = boxes.filter(
    ({ left, right, top, bottom }) => left > 0 && right < 100 && top > 0 && bottom < 150,
  );
  expect(whole.length).toBeGreaterThan(20);
  for (const { left, right, top, bottom } of whole) {
    expect(Math.abs(right - left - 50)).toBeLessThanOrEqual(1);
    expect(Math.abs(bottom - top - 75)).toBeLessThanOrEqual(1);
  }
  for (const { left, right, top, bottom } of boxes) {
    expect(right - left).toBeLessThanOrEqual(51);
    expect(bottom - top).toBeLessThanOrEqual(76);
  }
});

describe('mixPictures', () => {
  const picture = (value: number) => ({ data: new Uint8Array(8 * 12 * 3).fill(value), width: 8, height: 12 });

  it('mixup blends one with the other, evenly everywhere', () => {
    const { data } = mixPictures(picture(0), picture(200), { kind: 'mixup', alpha: 1 }, new Random(5));
    expect(new Set(data).size).toBe(1);
    const share = drawBeta(1, new Random(5));
    expect(data[0]).toBe(Math.round(200 * (1 - share)));
  });

  it('cutmix takes a box of the other, and does not blend', () => {
    const { data } = mixPictures(picture(0), picture(200), { kind: 'cutmix', alpha: 1 }, new Random(7));
    expect([...new Set(data)].sort((a, b) => a - b)).toEqual([0, 200]);
    const random = new Random(7);
    const { left, right, top, bottom } = drawBox(8, 12, 1 - drawBeta(1, random), random);
    expect(data.filter((value) => value === 200)).toHaveLength(3 * (right - left) * (bottom - top));
  });

  it('does not mix pictures of different sizes', () => {
    const one = picture(9);
    const other = { data: new Uint8Array(3), width: 1, height: 1 };
    expect(mixPictures(one, other, { kind: 'mixup', alpha: 1 }, new Random(1))).toBe(one);
  });
});
