/**
 * The trainable network that a recipe asks for. Without an architecture of its own it is the bundled MobileNetV2 with
 * its head on the recipe's taps: the very model whose head alone is trained at the depth `head`.
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
  /** What weights are fitted to. */
  config: ArchitectureConfig;
}

/** @param outputs how many numbers the task's heads have together */
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

/** `block_12_add` of the bundled backbone's taps is the layer `block_12/project/add`. */
function layerOfTap(tap: string): string {
  return tap.replace(/_add$/, '/project/add').replace(/_(expand|depthwise|project)$/, '/$1');
}

/**
 * All parameters of the network: pretrained ones where there are any, and fresh ones, drawn by the seed, for the rest.
 * Tensors that the network does not have are left out.
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
    // what is missing is told, by its name, where the network is made
    if (tensor) filled.set(name, tensor);
  }
  return filled;
}
