// McNemar's p: SciPy's binomtest(2, 7).pvalue = 0.453125 (also in scripts/reference/metrics.py).
import { describe, expect, it } from 'vitest';
import { comparedRun, comparedValue, differenceTest } from './comparison';
import { first, runOf, second } from './testing/two-class-run';

describe('comparedRun', () => {
  it('computes its figures from the predictions', () => {
    const compared = comparedRun(runOf('x', first));
    expect(comparedValue(compared, 'accuracy', 'validation')).toBeCloseTo(0.5);
    expect(compared.test).toBeNull();
  });
});

describe('differenceTest', () => {
  it('is McNemar’s test over the same films', () => {
    const result = differenceTest(comparedRun(runOf('x', first)), comparedRun(runOf('y', second)));
    expect(result).toMatchObject({ onlyFirst: 2, onlySecond: 5 });
    expect(result?.p).toBeCloseTo(0.453125, 9);
  });
  it('does not exist over different films', () => {
    const shorter = comparedRun(runOf('y', first.slice(1)));
    expect(differenceTest(comparedRun(runOf('x', first)), shorter)).toBeNull();
  });
});
