/** Which way a recipe is carried out. */
import { OnesheetError } from '../../../core/errors';
import type { Recipe } from '../../../core/recipe/recipe';
import { trainHeadOnFeatures } from './head';
import { trainNetwork } from './network';
import type { Strategy } from './strategy';

type StrategyName = 'head' | 'network' | 'neighbours' | 'random';

const STRATEGIES: Record<StrategyName, Strategy> = {
  head: trainHeadOnFeatures,
  network: trainNetwork,
  neighbours: notHere('Neighbours'),
  random: notHere('Chance'),
};

/** The bundled backbone's features have a cache of their own; any other network goes through the network's loop. */
export function strategyOf({
  model,
  depth,
  backbone,
}: Pick<Recipe, 'model' | 'depth' | 'backbone'>): Strategy {
  if (model.kind !== 'network') return STRATEGIES[model.kind];
  return STRATEGIES[depth.kind === 'head' && backbone.architecture === null ? 'head' : 'network'];
}

function notHere(title: string): Strategy {
  return () =>
    Promise.reject(
      new OnesheetError(
        'recipe-invalid',
        `${title} as a model cannot be carried out by this version of the page.`,
        'Take a network as the model.',
        { where: { workspace: 'train', control: 'model.kind' } },
      ),
    );
}
