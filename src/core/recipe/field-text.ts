/** A recipe's values for a person: for Compare's cells, in the words of the controls. */
import { isMonitor } from '../metrics/facts';
import { monitorTitle } from '../tasks/monitors';
import { recipeFields } from './differences';
import { chosenLoss } from '../optimisation/loss-fit';
import type { Recipe } from './recipe';
import { valueName } from './value-names';
import { answersOf } from './with-task';

/** Fields in which null is no limit; elsewhere it is nothing. */
const NO_LIMIT = new Set(['task.perClass', 'split.films', 'depth.stages']);

/** A field's value for a person, as {@link recipeFieldText} gives it of a recipe. */
export function fieldText(value: unknown, path = ''): string {
  if (value === undefined) return '–';
  if (value === null) return NO_LIMIT.has(path) ? 'all' : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one: unknown) => listedText(one, path)).join(', ');
  return typeof value === 'string' ? valueName(path, value) : JSON.stringify(value);
}

/** A transform by its kind, another value as it is. */
function listedText(value: unknown, path: string): string {
  const named = typeof value === 'object' && value !== null && 'kind' in value;
  return fieldText(named ? value.kind : value, path);
}

/** Fields that name a figure, which is called as the recipe's task has it. */
const FIGURES = new Set(['stopping.metric', 'schedule.metric']);

/**
 * A recipe's field in the words of the controls: "Centre crop", "Genres: mAP"; "–" where it has none.
 * @param fields the recipe's, where they are at hand.
 */
export function recipeFieldText(
  recipe: Recipe,
  path: string,
  fields: ReadonlyMap<string, unknown> = recipeFields(recipe),
): string {
  const value = fields.get(path);
  if (path === 'loss.kind') return valueName(path, chosenLoss(answersOf(recipe.task), recipe.loss));
  if (FIGURES.has(path) && isMonitor(value)) return monitorTitle(value, recipe.task) ?? value;
  return fieldText(value, path);
}
