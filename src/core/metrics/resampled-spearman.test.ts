import fc from 'fast-check';
import { expect, it } from 'vitest';
import reference from './reference.json';
import { spearman } from './regression';
import { ResampledSpearman } from './resampled-spearman';

// few different values: many are equal
const samples = fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(3)), { minLength: 2, maxLength: 40 });

it('is the correlation of a resample that is written out', () => {
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

it("is SciPy's of the samples themselves", () => {
  for (const { actual, predicted, spearman: expected } of reference.regression)
    expect(new ResampledSpearman(actual, predicted).figure(actual.map(() => 1))).toBeCloseTo(expected, 9);
});
