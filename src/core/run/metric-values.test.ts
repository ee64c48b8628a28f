import { expect, it } from 'vitest';
import { recipeSchema, type RecipeInput } from '../recipe/recipe';
import { genreHead } from '../heads';
import { runValue } from './metric-values';
import type { SplitName } from '../splits/split-name';

/** Six comedies and two horror films for training, one of each for validation. */
function posters(sampling: NonNullable<RecipeInput['balance']>['sampling']): number {
  const actual = [0, 0, 0, 0, 0, 0, 1, 1, 0, 1];
  const splits = actual.map((_, row): SplitName => (row < 8 ? 'train' : 'validation'));
  const names = actual.map(String);
  const predictions = {
    keys: names,
    files: names,
    titles: names,
    splits,
    actual: Int32Array.from(actual),
    answers: Float32Array.from(actual),
    probabilities: new Float32Array(20),
  };
  const sizes = { train: 8, validation: 2, test: 0 };
  const recipe = recipeSchema.parse({ balance: { sampling } });
  const heads = [genreHead(['Comedy', 'Horror'])];
  return runValue({ history: [], funnel: [], sizes, heads, recipe, predictions }, 'posters-after-balancing');
}

it('counts posters after sampling, which affects only the training side', () => {
  expect(posters('none')).toBe(10);
  expect(posters('over')).toBe(6 + 6 + 2);
  expect(posters('under')).toBe(2 + 2 + 2);
});
