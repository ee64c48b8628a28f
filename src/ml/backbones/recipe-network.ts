/**
 * The trainable network that a recipe describes. If the recipe names no architecture, it is the bundled MobileNetV2 with
 * its head on the recipe's taps: the same model of which depth `head` trains only the head.
 */
import type { Recipe } from '../../core/recipe/recipe';
import type { Architecture } from '../layers/architecture';
import { initialWeights } from '../layers/initialise';
import { parametersOf } from '../layers/parameters';
import type { Weights } from '../layers/weights';
import { architectureOf, configOf, type ArchitectureConfig } from './architectures';
import { withTappedHead } from './tapped-head';

export interface RecipeNetwork {
  architecture: Architecture;
  /** The config that weights are fitted to. */
  config: ArchitectureConfig;
}

/** @param outputs Total number of outputs of the task's heads. */
export function recipeNetwork(
  recipe: Pick<Recipe, 'backbone' | 'head' | 'images'>,
  outputs: number,
): RecipeNetwork {
  const { architecture: settings, taps } = recipe.backbone;
  if (settings) {
    const { width, height } = recipe.images;
    const config = configOf(settings, { classes: outputs, image: { width, height } });
    return { config, architecture: architectureOf(config) };
  }
  const config: ArchitectureConfig = {
    family: 'mobilenet-v2',
    width: 1,
    source: 'folded',
    classes: outputs,
    dropout: 0,
  };
  const architecture = withTappedHead(architectureOf(config), {
    taps: taps.map(layerOfTap),
    outputs,
    ...recipe.head,
  });
  return { config, architecture };
}

/** Maps a tap of the bundled backbone to a layer: `block_12_add` to `block_12/project/add`. */
function layerOfTap(tap: string): string {
  return tap.replace(/_add$/, '/project/add').replace(/_(expand|depthwise|project)$/, '/$1');
}

/**
 * All parameters of the network: pretrained ones if available; the others are initialised from the seed. Tensors that
 * the network does not have are ignored.
 */
export function fillNetwork(
  { architecture }: RecipeNetwork,
  { weights, fresh }: { weights: Weights; fresh: readonly string[] },
  seed: number,
): Weights {
  const drawn = initialWeights(architecture, seed, fresh);
  const filled: Weights = new Map();
  for (const { name } of parametersOf(architecture)) {
    const tensor = drawn.get(name) ?? weights.get(name);
    // creating the network reports a missing tensor by its name
    if (tensor) filled.set(name, tensor);
  }
  return filled;
}
