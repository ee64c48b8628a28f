/** What lies open in the Prepare workspace. */
import { createStore } from 'zustand/vanilla';

export const recipeView = createStore<{ pasting: boolean; copied: number | null }>(() => ({
  pasting: false,
  copied: null,
}));
