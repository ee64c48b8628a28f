import fc from 'fast-check';
import { expect, it } from 'vitest';
import { averagePrecision, rocAuc } from './ranking';
import reference from './reference.json';
import { ResampledRanking } from './resampled-ranking';

// scores with one decimal, so that many are equal
const samples = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 10 }), fc.nat(3)), {
  minLength: 1,
  maxLength: 40,
});

/** Equal up to the order of summation; NaN corresponds to null. */
function alike(value: number, expected: number | null): boolean {
  return expected === null ? Number.isNaN(value) : Math.abs(value - expected) < 1e-12;
}

it('equals the figure of the resample written out in full', () => {
  fc.assert(
    fc.property(samples, (drawn) => {
      const actual = drawn.map(([label]) => label);
      const scores = drawn.map(([, score]) => score / 10);
      const times = drawn.map(([, , often]) => often);
      const rows = times.flatMap((often, row) => Array<number>(often).fill(row));
      const of = (values: readonly number[]) => rows.map((row) => values[row]);
      const figures = new ResampledRanking(actual, scores).figures(times);
      expect(alike(figures.averagePrecision, averagePrecision(of(actual), of(scores)))).toBe(true);
      expect(alike(figures.auc, rocAuc(of(actual), of(scores)))).toBe(true);
    }),
  );
});

it("equals scikit-learn's on the original samples", () => {
  for (const { actual, probabilities, classes, averagePrecision: precision, auc } of reference.multiLabel)
    for (const [label, expected] of precision.entries()) {
      if (expected === null) continue;
      const column = (values: readonly number[]) => values.filter((_, at) => at % classes === label);
      const ranking = new ResampledRanking(column(actual), column(probabilities));
      const figures = ranking.figures(new Uint8Array(actual.length / classes).fill(1));
      expect(figures.averagePrecision).toBeCloseTo(expected, 9);
      expect(figures.auc).toBeCloseTo(auc[label] ?? NaN, 9);
    }
});
