/**
 * The image that a list of transforms starts from. A resized or random crop in first place takes its window from the
 * poster itself, as in torchvision, and so replaces the fit; every other list starts from the fitted poster, as in
 * Keras's generators.
 */
import type { Augmentation } from '../../core/recipe/augmentation';
import { enlarged, firstCrop } from '../../core/recipe/used-augmentation';
import type { Size } from '../fit/fits';

/** The fitted poster; or the poster itself, first resized to at most `mostPixels` pixels if it is larger. */
export type Base = { kind: 'fitted' } | { kind: 'poster'; mostPixels: number };

/** TMDb's usual posters of 500 × 750 pixels are kept whole. */
const MOST_PIXELS = 400_000;
/** A poster is taller than a square crop and so has half as many pixels again; the rest is reserve. */
const SPARE = 2;
/** Rounded up in steps, so that a small change of the transforms does not require preparing posters again. */
const STEP = 65_536;

export function baseOf(augmentation: Augmentation, input: Size): Base {
  const first = firstCrop(augmentation);
  if (!first) return { kind: 'fitted' };
  if (first.kind === 'random-crop') return { kind: 'poster', mostPixels: MOST_PIXELS };
  const { width, height } = enlarged(first, input);
  const wanted = (SPARE * width * height) / first.scale[0];
  return { kind: 'poster', mostPixels: Math.min(MOST_PIXELS, STEP * Math.ceil(wanted / STEP)) };
}

/** The size at which a poster is kept: its own, or scaled down in proportion to at most `mostPixels` pixels. */
export function keptSize({ width, height }: Size, mostPixels: number): Size {
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
  return scale === 1
    ? { width, height }
    : { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
