/** Of which preset's run a recipe is, when nothing of it has been changed. */
import { recipeDifferences } from '../recipe/differences';
import { findRun } from './';
import type { Recipe } from '../recipe/recipe';

/** A preset's run as a Run keeps it; undefined for a recipe of the person's own. Another seed changes nothing of it. */
export function experimentOf(recipe: Recipe): { id: string; run: string; name: string } | undefined {
  const found = findRun(recipe.id);
  if (!found) return undefined;
  const changed = recipeDifferences({ ...found.run.recipe, seed: recipe.seed }, recipe);
  if (changed.length > 0) return undefined;
  return { id: found.preset.id, run: found.run.id, name: found.run.name };
}
