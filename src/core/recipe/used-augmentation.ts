/**
 * The transforms that a training really applies, and the sizes of their crops. Separate from the schema, which workers
 * need not load.
 */
import type { Augmentation, TransformOf } from './augmentation';
import type { Recipe } from './recipe';

/**
 * Empty if only a head is trained, on features that are computed once, or if no network is trained: these use posters
 * as fitted.
 */
export function usedAugmentation({
  model,
  depth,
  augmentation,
}: Pick<Recipe, 'model' | 'depth' | 'augmentation'>): Augmentation {
  return model.kind === 'network' && depth.kind !== 'head' ? augmentation : [];
}

/** The crop at the start of a list, which takes its window from the poster itself; null if the fit comes first. */
export function firstCrop(
  augmentation: Augmentation,
): TransformOf<'random-resized-crop' | 'random-crop'> | null {
  const first = augmentation.at(0);
  return first?.kind === 'random-resized-crop' || first?.kind === 'random-crop' ? first : null;
}

interface Size {
  width: number;
  height: number;
}

/** The size of a resized crop. */
export function enlarged({ enlargement }: TransformOf<'random-resized-crop'>, input: Size): Size {
  return {
    width: Math.round(input.width * enlargement),
    height: Math.round(input.height * enlargement),
  };
}

/** The size of a centre crop. */
export function middleSize({ width, height }: TransformOf<'centre-crop'>, input: Size): Size {
  return { width: width ?? input.width, height: height ?? input.height };
}
