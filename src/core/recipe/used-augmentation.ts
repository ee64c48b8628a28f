/**
 * The transforms that training really carries out, and the sizes that their crops come to; apart from the schema, which
 * workers need not load.
 */
import type { Augmentation, TransformOf } from './augmentation';
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

/** The crop by which a list begins, which takes its window from the poster itself; null where the fit comes first. */
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

/** A resized crop's size. */
export function enlarged({ enlargement }: TransformOf<'random-resized-crop'>, input: Size): Size {
  return {
    width: Math.round(input.width * enlargement),
    height: Math.round(input.height * enlargement),
  };
}

/** A centre crop's size. */
export function middleSize({ width, height }: TransformOf<'centre-crop'>, input: Size): Size {
  return { width: width ?? input.width, height: height ?? input.height };
}
