import { describe, expect, it } from 'vitest';
import { OnesheetError } from '../errors';
import { DEFAULT_RULES } from '../cleaning/rules';
import { defaultRecipe, parseRecipe, RECIPE_VERSION, setInRecipe } from './recipe';

const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof OnesheetError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'no error';
};

describe('a recipe', () => {
  it('fills in every default, and the result parses to itself', () => {
    const recipe = defaultRecipe();
    expect(recipe.version).toBe(RECIPE_VERSION);
    expect(recipe.cleaning.rules).toEqual([...DEFAULT_RULES]);
    expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  });

  it('names the field that is wrong', () => {
    expect(codeOf(() => parseRecipe({ training: { epochs: 0 } }))).toContain('recipe-invalid');
    expect(codeOf(() => parseRecipe({ training: { epochs: 0 } }))).toContain('training.epochs');
    expect(codeOf(() => parseRecipe({ trainning: {} }))).toContain('trainning');
    expect(codeOf(() => parseRecipe({ split: { validation: 0.9, test: 0.5 } }))).toContain('split');
    expect(codeOf(() => parseRecipe(null))).toContain('recipe-invalid');
  });

  it('reports that a later version wrote it', () => {
    expect(codeOf(() => parseRecipe({ version: RECIPE_VERSION + 1 }))).toContain('recipe-newer');
  });

  it('keeps the meaning that it had in an earlier version', () => {
    const schedule = { kind: 'one-cycle', warmUp: 1 };
    for (const version of [1, 2]) {
      expect(parseRecipe({ version, schedule }).schedule).toMatchObject({
        ...schedule,
        cycleMomentum: false,
      });
      const cycled = parseRecipe({ version, schedule: { ...schedule, cycleMomentum: true } });
      expect(cycled.schedule).toMatchObject({ cycleMomentum: true });
      for (const kind of ['softmax-cross-entropy', 'focal']) {
        const balanced = parseRecipe({
          version,
          loss: { kind, classWeights: 'balanced' },
          balance: { sampling: 'over' },
        });
        expect(balanced.loss).toEqual(parseRecipe({ loss: { kind } }).loss);
        expect(balanced.balance).toEqual({ sampling: 'over', classWeights: 'balanced' });
        const none = { version, loss: { kind, classWeights: 'none' }, balance: { classWeights: 'balanced' } };
        expect(parseRecipe(none).balance.classWeights).toBe('balanced');
      }
    }
    expect(parseRecipe({ schedule }).schedule).toMatchObject({ cycleMomentum: true });
    const misplaced = { version: RECIPE_VERSION, loss: { kind: 'focal', classWeights: 'balanced' } };
    expect(codeOf(() => parseRecipe(misplaced))).toContain('classWeights');
    for (const broken of [null, 7, { version: 2, schedule: 'one-cycle' }, { version: 2, loss: [] }])
      expect(codeOf(() => parseRecipe(broken))).toContain('recipe-invalid');
  });

  it('sets single fields by path, as JSON or as plain text', () => {
    const recipe = defaultRecipe();
    expect(setInRecipe(recipe, 'training.epochs', '3').training.epochs).toBe(3);
    expect(setInRecipe(recipe, 'images.fit', 'stretch').images.fit).toBe('stretch');
    expect(setInRecipe(recipe, 'cleaning.rules', '["no-genre"]').cleaning.rules).toEqual(['no-genre']);
    expect(recipe).toEqual(defaultRecipe());
    expect(codeOf(() => setInRecipe(recipe, 'training.epoch', '3'))).toContain('training');
    expect(codeOf(() => setInRecipe(recipe, 'no.such.field', '3'))).toContain('no.such.field');
    expect(codeOf(() => setInRecipe(recipe, '__proto__.x', '3'))).toContain('recipe-invalid');
    expect(Object.prototype).not.toHaveProperty('x');
  });
});
