import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OnesheetError } from '../core/errors';
import { defaultRecipe } from '../core/recipe/recipe';
import {
  changeRecipe,
  currentRecipe,
  pasteRecipe,
  planKey,
  preparationKey,
  recipeStore,
  recipeText,
  redoRecipe,
  setRecipeField,
  undoRecipe,
} from './recipe';

describe('the recipe being edited', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    recipeStore.setState({ recipe: defaultRecipe(), past: [], future: [], last: null });
  });
  afterEach(() => vi.useRealTimers());

  it('undoes and redoes whole changes', () => {
    changeRecipe('images', { fit: 'stretch' });
    setRecipeField('seed', 7);
    undoRecipe();
    expect(currentRecipe()).toMatchObject({ seed: 1, images: { fit: 'stretch' } });
    undoRecipe();
    expect(currentRecipe()).toEqual(defaultRecipe());
    undoRecipe();
    expect(currentRecipe()).toEqual(defaultRecipe());
    redoRecipe();
    redoRecipe();
    expect(currentRecipe()).toMatchObject({ seed: 7, images: { fit: 'stretch' } });
  });

  it('treats the moves of a slider as one step, and a later move as another', () => {
    changeRecipe('split', { validation: 0.21 });
    changeRecipe('split', { validation: 0.22 });
    changeRecipe('split', { validation: 0.23 });
    vi.advanceTimersByTime(1000);
    changeRecipe('split', { validation: 0.3 });
    undoRecipe();
    expect(currentRecipe().split.validation).toBe(0.23);
    undoRecipe();
    expect(currentRecipe().split.validation).toBe(0.2);
  });

  it('drops the undone changes once something else is changed', () => {
    setRecipeField('seed', 2);
    undoRecipe();
    setRecipeField('title', 'Another');
    redoRecipe();
    expect(currentRecipe()).toMatchObject({ seed: 1, title: 'Another' });
  });

  it('survives a round trip through its text', () => {
    setRecipeField('seed', 99);
    const text = recipeText();
    recipeStore.setState({ recipe: defaultRecipe() });
    pasteRecipe(text);
    expect(currentRecipe().seed).toBe(99);
  });

  it.each([
    ['no JSON', 'hello', 'recipe-invalid'],
    ['a wrong field', '{"split":{"validation":2}}', 'recipe-invalid'],
    ['a later version', '{"version":1000}', 'recipe-newer'],
  ])('rejects %s and keeps the current recipe', (_, text, code) => {
    expect(() => pasteRecipe(text)).toThrow(OnesheetError);
    expect(() => pasteRecipe(text)).toThrow(expect.objectContaining({ code }));
    expect(currentRecipe()).toEqual(defaultRecipe());
  });

  it('knows which changes invalidate the plan and the prepared posters', () => {
    const before = currentRecipe();
    changeRecipe('training', { epochs: 3 });
    expect(planKey(currentRecipe())).toBe(planKey(before));
    expect(preparationKey(currentRecipe())).toBe(preparationKey(before));
    changeRecipe('images', { fit: 'stretch' });
    expect(planKey(currentRecipe())).toBe(planKey(before));
    expect(preparationKey(currentRecipe())).not.toBe(preparationKey(before));
    setRecipeField('seed', 5);
    expect(planKey(currentRecipe())).not.toBe(planKey(before));
  });
});
