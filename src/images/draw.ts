/**
 * A bitmap and its placement → RGB bytes. The canvas only brings the pixels out of the bitmap; resizing is our
 * own. Transparent parts of a poster are shown on white, as a page or a print would show them: to drop the alpha
 * channel instead (Pillow's `convert('RGB')`) would bring out whatever colour lies hidden there.
 */
import { Random } from '../core/random';
import type { Recipe } from '../core/recipe/recipe';
import { keptSize } from './augment/base';
import { blackPicture, type Picture } from './augment/picture';
import { place, type Size } from './fit/fits';
import { resample, type Pixels } from './fit/resample';

/** What decides the pixels of a fitted poster. */
export type Fitting = Pick<Recipe['images'], 'fit' | 'width' | 'height'>;

/** For fits that draw nothing. */
const NO_CHANCE = new Random(0);
/** Pixels that are brought out at full size; what has more is drawn smaller by the browser first. */
const MOST_PIXELS = 16_000_000;
/** A canvas of this size is kept for the next poster; a larger one is not. */
const KEPT_SIDE = 2048;

/**
 * Fits one poster.
 * @param alpha whether pixels may be transparent.
 * @param random draws the place of a random crop.
 * @returns RGB bytes `[height, width, 3]`, written into `out` where it is given.
 */
export function fitBitmap(
  bitmap: ImageBitmap,
  alpha: boolean,
  images: Fitting,
  random: Random,
  out = new Uint8Array(images.width * images.height * 3),
): Uint8Array<ArrayBuffer> {
  const pixels = pixelsOf(bitmap, alpha);
  resample(pixels, place(images.fit, pixels, images, random), images, out);
  return out;
}

/** The poster in its own size, or in proportion with at most so many pixels. */
export function posterPicture(bitmap: ImageBitmap, alpha: boolean, mostPixels: number): Picture {
  const pixels = pixelsOf(bitmap, alpha);
  const size = keptSize(pixels, mostPixels);
  const picture = blackPicture(size);
  resample(pixels, place('stretch', pixels, size, NO_CHANCE), size, picture.data);
  return picture;
}

let kept: OffscreenCanvasRenderingContext2D | null = null;

function pixelsOf(bitmap: ImageBitmap, alpha: boolean): Pixels {
  const { width, height } = readSize(bitmap);
  const context = contextFor(width, height);
  if (alpha) {
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

function readSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Without an alpha channel of its own, so that what is drawn covers what was there. */
function contextFor(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const { canvas } = kept ?? {};
  if (kept && canvas && canvas.width >= width && canvas.height >= height) return kept;
  const context = newContext(Math.max(width, canvas?.width ?? 0), Math.max(height, canvas?.height ?? 0));
  if (context.canvas.width <= KEPT_SIDE && context.canvas.height <= KEPT_SIDE) kept = context;
  return context;
}

function newContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const options = { willReadFrequently: true, alpha: false };
  const context = new OffscreenCanvas(width, height).getContext('2d', options);
  if (!context) throw new Error('This browser gives no 2D canvas in a worker.');
  context.imageSmoothingQuality = 'high';
  return context;
}

/** RGB bytes `[height, width, 3]` as an image to show. */
export function toBitmap(rgb: Uint8Array, { width, height }: Size): Promise<ImageBitmap> {
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    image.data[to] = rgb[from];
    image.data[to + 1] = rgb[from + 1];
    image.data[to + 2] = rgb[from + 2];
    image.data[to + 3] = 255;
  }
  return createImageBitmap(image);
}
