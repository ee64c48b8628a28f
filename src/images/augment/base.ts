/**
 * What a list of transforms begins with. A resized or random crop that comes first takes its window from the poster
 * itself, as torchvision does, and so stands in the fit's place; every other list begins with the fitted poster, as
 * Keras's generators do.
 */
import type { Augmentation } from '../../core/recipe/augmentation';
import { enlarged, firstCrop } from '../../core/recipe/used-augmentation';
import type { Size } from '../fit/fits';

/** The fitted poster; or the poster with at most so many pixels: what is larger is resized to that first. */
export type Base = { kind: 'fitted' } | { kind: 'poster'; mostPixels: number };

/** Of 500 × 750 pixels, TMDb's usual size, all are kept. */
const MOST_PIXELS = 400_000;
/** A poster is taller than a square crop, by which it has half as many pixels again; and some to spare. */
const SPARE = 2;
/** In steps, so that a small change of the transforms does not ask for posters to be prepared anew. */
const STEP = 65_536;

export function baseOf(augmentation: Augmentation, input: Size): Base {
  const first = firstCrop(augmentation);
  if (!first) return { kind: 'fitted' };
  if (first.kind === 'random-crop') return { kind: 'poster', mostPixels: MOST_PIXELS };
  const { width, height } = enlarged(first, input);
  const wanted = (SPARE * width * height) / first.scale[0];
  return { kind: 'poster', mostPixels: Math.min(MOST_PIXELS, STEP * Math.ceil(wanted / STEP)) };
}

/** The size in which a poster is kept: its own, or in proportion with at most so many pixels. */
export function keptSize({ width, height }: Size, mostPixels: number): Size {
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
  return scale === 1
    ? { width, height }
    : { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
