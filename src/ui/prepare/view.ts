/** The state of the Prepare workspace's view. */
import { createStore } from 'zustand/vanilla';

export const recipeView = createStore<{ pasting: boolean }>(() => ({
  pasting: false,
}));
