import { describe, expect, it } from 'vitest';
import { rampLuminance, TEXT_TURNS } from './ramp';

/** Contrast ratio as WCAG 2.2 defines it. */
const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
const shares = Array.from({ length: 201 }, (_, index) => index / 200);

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the ramp in the %s theme', (_, theme) => {
  it('changes monotonically in lightness, so that more always looks like more', () => {
    const steps = shares
      .slice(1)
      .map((share, i) => rampLuminance(share, theme) - rampLuminance(shares[i], theme));
    expect(steps.every((step) => (theme === 0 ? step < 0 : step > 0))).toBe(true);
  });

  it('has readable text everywhere: contrast of at least 4.5 to 1', () => {
    for (const share of shares) {
      const before = theme === 0 ? 0 : 1;
      const text = share < TEXT_TURNS[theme] ? before : 1 - before;
      expect(contrast(rampLuminance(share, theme), text)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has ends that are far apart', () =>
    expect(contrast(rampLuminance(0, theme), rampLuminance(1, theme))).toBeGreaterThan(7));
});

it('computes the luminance of its ends (WCAG formula, by hand)', () => {
  // #f5f6f8: 0.2126·0.9130 + 0.7152·0.9216 + 0.0722·0.9387
  expect(rampLuminance(0, 0)).toBeCloseTo(0.921, 2);
});
