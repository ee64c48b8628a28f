/**
 * A trained model as it travels: all that is needed to run it elsewhere, and to say what it is.
 */
import type { Recipe } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/head-weights';
import type { Weights } from '../weights/weights';

/** The version of the ZIP's layout that this page writes, and the newest that it reads. */
export const MODEL_VERSION = 1;

/** Names in the ZIP. */
export const MODEL_FILES = {
  topology: 'model.json',
  weights: 'weights.bin',
  labels: 'labels.json',
  preprocessing: 'preprocessing.json',
  recipe: 'recipe.json',
  card: 'model-card.md',
} as const;

export interface PortableModel {
  recipe: Recipe;
  /** One a class, in the order of the probabilities. */
  classNames: string[];
  /** The backbone's tensors; those that the recipe's taps do not reach may be missing. */
  backbone: Weights;
  /** Takes the backbone's features as they come. */
  head: HeadWeights;
  /** Markdown. */
  card: string;
  /** ISO time of the run. */
  createdAt: string;
  /** What made it. */
  software: string;
}
