/** The transforms that a recipe's training really carries out, apart from the schema, which workers need not load. */
import type { Augmentation } from './augmentation';
import type { Recipe } from './recipe';

/**
 * None for a head alone, which is trained on features that are computed once, nor where no network is trained: they
 * see posters as their fit makes them.
 */
export function usedAugmentation({
  model,
  depth,
  augmentation,
}: Pick<Recipe, 'model' | 'depth' | 'augmentation'>): Augmentation {
  return model.kind === 'network' && depth.kind !== 'head' ? augmentation : [];
}
