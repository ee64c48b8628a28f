/** Whether a recipe asks about posters; apart from the plan itself, so that who only asks need not load it. */
import { RULES } from '../cleaning/rules';
import type { Recipe } from '../recipe/recipe';

/** Whether a recipe's plan depends on what is measured of posters: then they must be looked at first. */
export function needsFacts({ split, cleaning }: Pick<Recipe, 'split' | 'cleaning'>): boolean {
  return split.keepNearDuplicates || cleaning.rules.some((rule) => RULES[rule].ofPoster);
}
