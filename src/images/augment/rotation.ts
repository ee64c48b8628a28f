/** torchvision's RandomRotation on a Pillow image (`Image.rotate`): about the centre, keeping the size. */
import type { Random } from '../../core/random';
import type { TransformOf } from '../../core/recipe/augmentation';
import type { Size } from '../fit/fits';
import { aboutMiddle, warpBilinear, warpNearest, type Affine } from './affine';
import type { Picture } from './picture';

export type RotationLook = Pick<TransformOf<'rotation'>, 'interpolation' | 'fill'>;

/** Degrees, counter-clockwise. */
export function drawAngle({ degrees }: Pick<TransformOf<'rotation'>, 'degrees'>, random: Random): number {
  return random.between(-degrees, degrees);
}

/** @param degrees counter-clockwise, not a multiple of 360. */
export function rotationMap(picture: Size, degrees: number): Affine {
  const angle = -wholeTurn(degrees) * (Math.PI / 180);
  // Pillow rounds both to 15 digits
  const cos = Number(Math.cos(angle).toFixed(15));
  const sin = Number(Math.sin(angle).toFixed(15));
  return aboutMiddle(picture, cos, sin, -sin, cos);
}

function wholeTurn(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

/**
 * @param degrees counter-clockwise.
 * @param look torchvision fills with a grey; `edge` is always bilinear, as in Keras.
 */
export function rotate(picture: Picture, degrees: number, { interpolation, fill }: RotationLook): Picture {
  if (wholeTurn(degrees) === 0) return picture;
  const map = rotationMap(picture, degrees);
  return interpolation === 'nearest' && fill !== 'edge'
    ? warpNearest(picture, map, fill)
    : warpBilinear(picture, map, fill);
}
