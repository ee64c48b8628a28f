/** Expected numbers: PyTorch's `OneCycleLR`, by `scripts/reference/schedules.py`. */
import { describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/schedules.json';
import { recipeSchema } from '../../core/recipe/recipe';
import { Scheduler } from './scheduler';

const [{ factors, momenta, stepsPerEpoch, epochs }] = reference.byStep.filter((one) => 'momenta' in one);

describe('a scheduler', () => {
  it.each([1, 3])('drives learning rate and momentum, with %i batches per step', (accumulate) => {
    const recipe = recipeSchema.parse({
      optimizer: { kind: 'sgd', learningRate: 0.2 },
      schedule: { kind: 'one-cycle' },
    });
    const batchesPerEpoch = stepsPerEpoch * accumulate;
    const scheduler = new Scheduler({ recipe, epochs, batchesPerEpoch, accumulate, history: [] });
    const driven = { learningRate: NaN, momentum: NaN };
    for (const [step, factor] of factors.entries())
      for (let batch = 0; batch < accumulate; batch++) {
        scheduler.next(driven);
        expect(driven.learningRate).toBeCloseTo(0.2 * factor, 12);
        expect(driven.momentum).toBeCloseTo(momenta?.[step] ?? NaN, 12);
      }
  });

  it('does not change the momentum if the schedule does not', () => {
    const recipe = recipeSchema.parse({ schedule: { kind: 'one-cycle', cycleMomentum: false } });
    const scheduler = new Scheduler({ recipe, epochs: 2, batchesPerEpoch: 5, accumulate: 1, history: [] });
    const driven = { learningRate: NaN, momentum: 0.7 };
    scheduler.next(driven);
    expect(driven.learningRate).toBeCloseTo(0.001 / 25, 12);
    expect(driven.momentum).toBe(0.7);
  });
});
