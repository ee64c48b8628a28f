/** Apart from the schema, so that workers which ask this need not load it. */
import type { Augmentation, TransformOf } from './augmentation';

/** The crop by which a list begins, which takes its window from the poster itself; null where the fit comes first. */
export function firstCrop(
  augmentation: Augmentation,
): TransformOf<'random-resized-crop' | 'random-crop'> | null {
  const first = augmentation.at(0);
  return first?.kind === 'random-resized-crop' || first?.kind === 'random-crop' ? first : null;
}
