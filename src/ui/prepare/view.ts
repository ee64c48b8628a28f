/** What lies open in the Prepare workspace. */
import { createStore } from 'zustand/vanilla';

export const recipeView = createStore<{ pasting: boolean }>(() => ({
  pasting: false,
}));
