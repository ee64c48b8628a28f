/** Finds the preset run that a recipe comes from, if it has not been changed. */
import { recipeDifferences } from '../recipe/differences';
import { findRun } from './';
import type { Recipe } from '../recipe/recipe';

/**
 * A preset's run as stored with a Run; undefined for a recipe of the person's own. A different seed does not count as a
 * change.
 */
export function experimentOf(recipe: Recipe): { id: string; run: string; name: string } | undefined {
  const found = findRun(recipe.id);
  if (!found) return undefined;
  const changed = recipeDifferences({ ...found.run.recipe, seed: recipe.seed }, recipe);
  if (changed.length > 0) return undefined;
  return { id: found.preset.id, run: found.run.id, name: found.run.name };
}
