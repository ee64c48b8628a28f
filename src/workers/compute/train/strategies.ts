/** Chooses how a recipe is trained. */
import type { Recipe } from '../../../core/recipe/recipe';
import { trainHeadOnFeatures } from './head';
import { answerByNeighbours } from './neighbours';
import { trainNetwork } from './network';
import { answerByChance } from './random';
import type { Strategy } from './strategy';

type StrategyName = 'head' | 'network' | 'neighbours' | 'random';

const STRATEGIES: Record<StrategyName, Strategy> = {
  head: trainHeadOnFeatures,
  network: trainNetwork,
  neighbours: answerByNeighbours,
  random: answerByChance,
};

/** The bundled backbone's features have a cache of their own; other networks use the network's training loop. */
export function strategyName({
  model,
  depth,
  backbone,
}: Pick<Recipe, 'model' | 'depth' | 'backbone'>): StrategyName {
  if (model.kind !== 'network') return model.kind;
  return depth.kind === 'head' && backbone.architecture === null ? 'head' : 'network';
}

export function strategyOf(recipe: Pick<Recipe, 'model' | 'depth' | 'backbone'>): Strategy {
  return STRATEGIES[strategyName(recipe)];
}
