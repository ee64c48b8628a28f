/** Whether a recipe needs poster facts. Separate from the plan itself, so that callers need not load all of it. */
import { RULES } from '../cleaning/rules';
import type { Recipe } from '../recipe/recipe';

/** Whether a recipe's plan depends on measurements of the posters, which must then be made first. */
export function needsFacts({ split, cleaning }: Pick<Recipe, 'split' | 'cleaning'>): boolean {
  return split.keepNearDuplicates || cleaning.rules.some((rule) => RULES[rule].ofPoster);
}
