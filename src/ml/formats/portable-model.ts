/** A trained model in portable form: everything needed to run it elsewhere and to describe it. */
import type { Recipe } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/trained';
import type { Head } from '../../core/heads';
import type { Weights } from '../layers/weights';

/** The version of the ZIP's layout that this page writes, and the newest that it reads. */
export const MODEL_VERSION = 2;

/** Names in the ZIP. */
export const MODEL_FILES = {
  topology: 'model.json',
  weights: 'weights.bin',
  labels: 'labels.json',
  preprocessing: 'preprocessing.json',
  recipe: 'recipe.json',
  card: 'model-card.md',
} as const;

export type ModelParts =
  | {
      kind: 'head';
      /** The backbone's tensors; those that the recipe's taps do not reach may be missing. */
      backbone: Weights;
      /** Takes the backbone's features without standardisation. */
      head: HeadWeights;
    }
  /** All parameters of the recipe's network. */
  | { kind: 'network'; weights: Weights };

export interface PortableModel {
  recipe: Recipe;
  /** The meaning of the outputs, in order. */
  heads: Head[];
  parts: ModelParts;
  /** Markdown. */
  card: string;
  /** ISO time of the run. */
  createdAt: string;
  /** Name and version of the software that made it. */
  software: string;
}
