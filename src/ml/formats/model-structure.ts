/** A model's topology and tensors. They follow from its recipe and heads, so a file can be checked against them. */
import type { Recipe } from '../../core/recipe/recipe';
import { outputCount, type Head } from '../../core/heads';
import { networkOf } from '../backbones/backbone';
import { BUNDLED } from '../backbones/bundled';
import { recipeNetwork } from '../backbones/recipe-network';
import type { WrittenModel } from './keras-layers';
import { modelConfig, modelTensors, type ModelStructure } from './layers-topology';
import { networkModel } from './network-topology';

/** True if the recipe describes a whole network; false for a head on the bundled backbone's features. */
export function isNetworkRecipe({ depth, backbone }: Pick<Recipe, 'depth' | 'backbone'>): boolean {
  return depth.kind !== 'head' || backbone.architecture !== null;
}

/** Sizes of the head's layers. */
export function headSizes(
  recipe: Pick<Recipe, 'backbone' | 'head'>,
  heads: readonly Head[],
): ModelStructure['head'] {
  const { taps, id } = recipe.backbone;
  const nodes = new Map(networkOf(BUNDLED[id].config).nodes.map((node) => [node.name, node.out]));
  const inputs = taps.reduce((sum, tap) => sum + (nodes.get(tap) ?? 0), 0);
  const outputs = outputCount(heads);
  const { hidden } = recipe.head;
  return hidden > 0
    ? [
        { inputs, outputs: hidden },
        { inputs: hidden, outputs },
      ]
    : [{ inputs, outputs }];
}

/** @throws OnesheetError `model-not-expressible`. */
export function writtenModel(recipe: Recipe, heads: readonly Head[]): WrittenModel {
  const { width, height } = recipe.images;
  if (isNetworkRecipe(recipe))
    return networkModel(recipeNetwork(recipe, outputCount(heads)).architecture, heads, { width, height });
  const structure: ModelStructure = {
    network: networkOf(BUNDLED[recipe.backbone.id].config),
    taps: recipe.backbone.taps,
    width,
    height,
    head: headSizes(recipe, heads),
    heads,
  };
  return { config: modelConfig(structure), tensors: modelTensors(structure) };
}
