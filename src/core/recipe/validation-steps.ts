/**
 * Describes in words how posters are prepared for validation, and for any use of the network: by the fit, or by crops
 * in its place.
 */
import type { Transform } from './augmentation';
import { enlarged, firstCrop, middleSize, usedAugmentation } from './used-augmentation';
import type { Recipe } from './recipe';

/** @param fit description of the recipe's fit. */
export function validationSteps(
  recipe: Pick<Recipe, 'images' | 'augmentation' | 'model' | 'depth'>,
  fit: string,
): string {
  const augmentation = usedAugmentation(recipe);
  const { width, height } = recipe.images;
  const steps = augmentation.flatMap((transform) => stepOf(transform, recipe.images));
  if (steps.length === 0) return fit;
  const first = firstCrop(augmentation) ? [] : [fit];
  return [...first, ...steps, `If the size differs, resize to ${width} × ${height}.`].join(' ');
}

function stepOf(transform: Transform, input: Recipe['images']): string[] {
  if (transform.kind === 'random-resized-crop') {
    const { width, height } = enlarged(transform, input);
    const size = `${width} × ${height}`;
    return [
      `Resize so that the poster covers ${size} keeping its aspect ratio, then take the central ${size}.`,
    ];
  }
  if (transform.kind === 'random-crop' || transform.kind === 'centre-crop') {
    const { width, height } = transform.kind === 'centre-crop' ? middleSize(transform, input) : transform;
    return [`Take the central ${width} × ${height} pixels, padded with black where the poster is smaller.`];
  }
  return [];
}
