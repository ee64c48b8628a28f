import fc from 'fast-check';
import { expect, it } from 'vitest';
import reference from './reference.json';
import { spearman } from './regression';
import { ResampledSpearman } from './resampled-spearman';

// few different values, so that many are equal
const samples = fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(3)), { minLength: 2, maxLength: 40 });

it('equals the correlation of the resample written out in full', () => {
  fc.assert(
    fc.property(samples, (drawn) => {
      const one = drawn.map(([value]) => value);
      const other = drawn.map(([, value]) => value);
      const times = drawn.map(([, , often]) => often);
      const rows = times.flatMap((often, row) => Array<number>(often).fill(row));
      const of = (values: readonly number[]) => rows.map((row) => values[row]);
      const expected = spearman(of(one), of(other));
      const found = new ResampledSpearman(one, other).figure(times);
      const alike = Number.isNaN(expected) ? Number.isNaN(found) : Math.abs(found - expected) < 1e-12;
      expect(alike).toBe(true);
    }),
  );
});

it("equals SciPy's on the original samples", () => {
  for (const { actual, predicted, spearman: expected } of reference.regression)
    expect(new ResampledSpearman(actual, predicted).figure(actual.map(() => 1))).toBeCloseTo(expected, 9);
});
