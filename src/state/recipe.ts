/**
 * The recipe being edited: one plain object, changed field by field, with undo and redo. Every control of Data, Prepare
 * and Train is a view of one of its fields.
 */
import { createStore } from 'zustand/vanilla';
import { firstCrop, usedAugmentation } from '../core/recipe/used-augmentation';
import { defaultRecipe, parseRecipe, type Recipe } from '../core/recipe/recipe';

export interface RecipeState {
  recipe: Recipe;
  past: readonly Recipe[];
  future: readonly Recipe[];
  /** Which field changed last and when: moving a slider is one step of undo, not forty. */
  last: { field: string; time: number } | null;
}

const KEPT_STEPS = 100;
const SAME_STEP_MS = 800;

export const recipeStore = createStore<RecipeState>(() => ({
  recipe: defaultRecipe(),
  past: [],
  future: [],
  last: null,
}));

export function currentRecipe(): Recipe {
  return recipeStore.getState().recipe;
}

/** Replaces the recipe by a changed one; changes to one field in quick succession are one step of undo. */
export function putRecipe(recipe: Recipe, field: string): void {
  recipeStore.setState((state) => {
    const time = performance.now();
    const goesOn = state.last !== null && state.last.field === field && time - state.last.time < SAME_STEP_MS;
    return {
      recipe,
      past: goesOn ? state.past : [...state.past, state.recipe].slice(-KEPT_STEPS),
      future: [],
      last: { field, time },
    };
  });
}

/** Changes one part of the recipe: `changeRecipe('training', { epochs: 5 })`. */
export function changeRecipe<
  K extends 'cleaning' | 'split' | 'images' | 'backbone' | 'head' | 'optimizer' | 'training',
>(part: K, change: Partial<Recipe[K]>): void {
  const { recipe } = recipeStore.getState();
  putRecipe({ ...recipe, [part]: { ...recipe[part], ...change } }, `${part}.${Object.keys(change).join()}`);
}

/** Sets a whole top-level field: seed, title, depth and so on. For the task there is `setTask`. */
export function setRecipeField<K extends Exclude<keyof Recipe, 'task'>>(field: K, value: Recipe[K]): void {
  putRecipe({ ...recipeStore.getState().recipe, [field]: value }, field);
}

/** Replaces this recipe by another: a preset, a pasted one, a run's. */
export function replaceRecipe(recipe: Recipe): void {
  putRecipe(recipe, `replace ${performance.now()}`);
}

/**
 * Reads a recipe from JSON text and makes it the current one.
 * @throws OnesheetError `recipe-invalid` or `recipe-newer`
 */
export function pasteRecipe(text: string): void {
  let data: unknown = text;
  try {
    data = JSON.parse(text);
  } catch {
    // not JSON: the schema's error says what was expected
  }
  replaceRecipe(parseRecipe(data));
}

export function recipeText(recipe: Recipe = currentRecipe()): string {
  return JSON.stringify(recipe, null, 2);
}

export function undoRecipe(): void {
  recipeStore.setState((state) => {
    const before = state.past.at(-1);
    if (!before) return state;
    return {
      recipe: before,
      past: state.past.slice(0, -1),
      future: [state.recipe, ...state.future],
      last: null,
    };
  });
}

export function redoRecipe(): void {
  recipeStore.setState((state) => {
    const [next, ...future] = state.future;
    if (!next) return state;
    return { recipe: next, past: [...state.past, state.recipe], future, last: null };
  });
}

/** The part of a recipe that decides which films are used, in which split, with which answer. */
export function planKey(recipe: Recipe): string {
  const { cleaning, task, split, seed } = recipe;
  return JSON.stringify({ cleaning, task, split, seed });
}

/** The part of a recipe that decides the prepared posters: the plan's films and the pixels. */
export function preparationKey(recipe: Recipe): string {
  // a crop that comes first takes its window from the whole poster, so whole posters are prepared
  const crop = firstCrop(usedAugmentation(recipe));
  return `${planKey(recipe)}${JSON.stringify([recipe.images, crop])}`;
}
