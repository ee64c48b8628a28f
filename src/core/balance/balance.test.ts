import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/balance.json';
import { Random } from '../random';
import { balancedClassWeights, countClasses, countLabels, positiveWeights } from './loss-weights';
import { withCopies } from './copies';
import { evenClasses, undersample } from './even-classes';
import { evenLabels, undersampleLabels, labelImbalance } from './even-labels';

const { values, count, imbalance, meanImbalance, positiveWeights: wantedWeights } = reference.labels;

function take(values: readonly number[], indices: Int32Array): number[] {
  return Array.from(indices, (index) => values[index]);
}

describe('classes, against scikit-learn and imbalanced-learn', () => {
  it.each(reference.cases)('case %#', ({ classes, weights, over, under }) => {
    const found = balancedClassWeights(classes, weights.length);
    for (const [index, weight] of weights.entries()) expect(found[index]).toBeCloseTo(weight, 12);
    const plan = evenClasses(classes, weights.length, new Random(1, 'even'));
    expect([...plan.after]).toEqual(over);
    expect([...countClasses(take(classes, withCopies(plan)), over.length)]).toEqual(over);
    const kept = undersample(classes, under.length, new Random(1, 'under'));
    expect([...countClasses(take(classes, kept), under.length)]).toEqual(under);
    expect(new Set(kept).size).toBe(kept.length);
  });

  it('a class without films has no weight and does not affect the others', () => {
    expect([...balancedClassWeights([0, 0, 2], 3)]).toEqual([0.75, 0, 1.5]);
    expect([...undersample([0, 0, 2], 3, new Random(1))].length).toBe(2);
    expect(evenClasses([0, 0, 2], 3, new Random(1)).short).toEqual([1]);
  });
});

describe('evenClasses', () => {
  const classes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 });

  it('copies all films of a class equally often, to within one, and none of the largest class', () => {
    fc.assert(
      fc.property(classes, fc.nat(), (classes, seed) => {
        const { copies, before, after, added } = evenClasses(classes, 4, new Random(seed, 'even'));
        for (const index of before.keys()) {
          const own = [...copies].filter((_, film) => classes[film] === index);
          expect(Math.max(0, ...own) - Math.min(Infinity, ...own)).toBeLessThanOrEqual(1);
          expect(own.reduce((sum, value) => sum + value, 0)).toBe(after[index] - before[index]);
        }
        expect(withCopies({ copies, added }).length).toBe(classes.length + added);
      }),
    );
  });

  it('respects the limit on copies, and reports the classes that fall short', () => {
    const plan = evenClasses([0, 0, 0, 0, 0, 0, 0, 1, 2, 2], 3, new Random(1), { copiesAtMost: 3 });
    expect([...plan.after]).toEqual([7, 4, 7]);
    expect(plan.short).toEqual([1]);
    expect(Math.max(...plan.copies)).toBe(3);
    expect([...evenClasses([0, 0, 1], 2, new Random(1), { wanted: 3 }).after]).toEqual([3, 3]);
  });

  it('gives the same result for the same seed and another for another seed', () => {
    const classes = Array.from({ length: 50 }, (_, film) => Number(film < 20));
    const copies = (seed: number) => [...evenClasses(classes, 2, new Random(seed, 'even')).copies];
    expect(copies(1)).toEqual(copies(1));
    expect(copies(1)).not.toEqual(copies(2));
  });
});

describe('labels', () => {
  it("weights are those of PyTorch's documentation, within the cap", () => {
    // "if a dataset contains 100 positive and 300 negative examples of a single class, then pos_weight is 300/100 = 3"
    expect([...positiveWeights([...Array(100).fill(1), ...Array(300).fill(0)] as number[], 1)]).toEqual([3]);
    const found = positiveWeights(values, count, 1000);
    for (const [label, weight] of wantedWeights.entries()) expect(found[label]).toBeCloseTo(weight, 12);
    expect([...positiveWeights([1, 0, 1, 0, 1, 0, 1, 0], 2, 20)]).toEqual([1 / 20, 20]);
  });

  it("imbalance equals numpy's values of the formulas", () => {
    const found = labelImbalance(countLabels(values, count));
    for (const [label, ratio] of imbalance.entries()) expect(found.ratios[label]).toBeCloseTo(ratio, 12);
    expect(found.mean).toBeCloseTo(meanImbalance, 12);
    expect(found.rare).toEqual([...imbalance.keys()].filter((label) => imbalance[label] > meanImbalance));
  });

  it('copies make rare labels more common until they reach the mean', () => {
    const plan = evenLabels(values, count, new Random(1, 'even'), { share: Infinity });
    const taken = withCopies(plan);
    const labels = Array.from(taken).flatMap((film) => values.slice(film * count, (film + 1) * count));
    expect([...countLabels(labels, count)]).toEqual([...plan.after]);
    expect(plan.short).toEqual([]);
    for (const ratio of labelImbalance(plan.after).ratios) expect(ratio).toBeLessThanOrEqual(meanImbalance);
    expect(labelImbalance(plan.after).mean).toBeLessThan(meanImbalance);
  });

  it('respects the share and the limit on copies', () => {
    const few = evenLabels(values, count, new Random(1, 'even'), { share: 0.1 });
    expect(few.added).toBe(8);
    const capped = evenLabels(values, count, new Random(1, 'even'), { share: Infinity, copiesAtMost: 1 });
    expect(Math.max(...capped.copies)).toBe(1);
    expect(capped.short.length).toBeGreaterThan(0);
    expect([...evenLabels(values, count, new Random(1, 'even'), { share: 0.1 }).copies]).toEqual([
      ...few.copies,
    ]);
  });

  it('undersampling spares films with a rare label', () => {
    const kept = undersampleLabels(values, count, new Random(1, 'under'), 0.25);
    expect(kept.length).toBe(60);
    const labels = Array.from(kept).flatMap((film) => values.slice(film * count, (film + 1) * count));
    const before = countLabels(values, count);
    for (const label of labelImbalance(before).rare)
      expect(countLabels(labels, count)[label]).toBe(before[label]);
    const most = undersampleLabels(values, count, new Random(1, 'under'), 1);
    expect(most.length).toBeGreaterThan(0);
  });
});
