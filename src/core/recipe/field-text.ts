/** Formats a recipe's values for people, in the words of the controls; used in Compare's cells. */
import { isMonitor } from '../metrics/facts';
import { monitorTitle } from '../tasks/monitors';
import { recipeFields } from './differences';
import { chosenLoss } from '../optimisation/loss-fit';
import type { Recipe } from './recipe';
import { valueName } from './value-names';
import { answersOf } from './with-task';

/** Fields in which null means no limit; elsewhere it means nothing. */
const NO_LIMIT = new Set(['task.perClass', 'split.films', 'depth.stages']);

/** A field's value as text; {@link recipeFieldText} does this for a whole recipe's field. */
export function fieldText(value: unknown, path = ''): string {
  if (value === undefined) return '–';
  if (value === null) return NO_LIMIT.has(path) ? 'all' : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one: unknown) => listedText(one, path)).join(', ');
  return typeof value === 'string' ? valueName(path, value) : JSON.stringify(value);
}

/** Names a transform by its kind; formats other values as they are. */
function listedText(value: unknown, path: string): string {
  const named = typeof value === 'object' && value !== null && 'kind' in value;
  return fieldText(named ? value.kind : value, path);
}

/** Fields that name a metric, whose title depends on the recipe's task. */
const FIGURES = new Set(['stopping.metric', 'schedule.metric']);

/**
 * A recipe's field in the words of the controls: "Centre crop", "Genres: mAP"; "–" if it is missing.
 * @param fields those of the recipe, if already computed.
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
