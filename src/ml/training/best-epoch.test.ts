/** Expected: Keras's `EarlyStopping`, with a new one for each `fit`; the best epoch is the best over all phases. */
import { describe, expect, it } from 'vitest';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import { BestEpoch } from './best-epoch';

const judged = (settings: RecipeInput, before: number[], figures: number[]) => {
  const best = new BestEpoch(recipeSchema.parse(settings), before);
  return figures.map((figure) => best.judge(figure));
};

describe('the best epoch', () => {
  it('is the best of all phases, and each phase has its own patience', () => {
    const settings: RecipeInput = { stopping: { patience: 2 } };
    // the head-only phase waited two epochs for better than 0.5, and stopped
    const after = judged(settings, [0.5, 0.6, 0.6], [0.7, 0.6, 0.4, 0.45, 0.41]);
    expect(after.map(({ keep }) => keep)).toEqual([false, false, true, false, false]);
    expect(after.map(({ stop }) => stop)).toEqual([false, false, false, false, true]);
  });

  it('is the last if the last is requested, and some epoch if no figure is a number', () => {
    const last = judged({ training: { keep: 'last' } }, [], [1, 2, 3]);
    expect(last).toEqual([1, 2, 3].map(() => ({ keep: true, stop: false })));
    expect(judged({}, [], [NaN, NaN, 1])).toEqual([1, 2, 3].map(() => ({ keep: true, stop: false })));
  });
});
