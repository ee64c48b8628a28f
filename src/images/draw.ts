/**
 * A bitmap and its placement → RGB bytes. The canvas is only used to read the bitmap's pixels; resizing is our own.
 * Transparent parts of a poster become white, as on a page or in print. Dropping the alpha channel instead (Pillow's
 * `convert('RGB')`) would reveal whatever colour is hidden there.
 */
import { Random } from '../core/random';
import type { Recipe } from '../core/recipe/recipe';
import { keptSize } from './augment/base';
import { blackPicture, type Picture } from './augment/picture';
import { place, type Size } from './fit/fits';
import { resample, type Pixels } from './fit/resample';

/** The settings that determine the pixels of a fitted poster. */
export type Fitting = Pick<Recipe['images'], 'fit' | 'width' | 'height'>;

/** For fits without random draws. */
const NO_CHANCE = new Random(0);
/** Largest number of pixels read at full size; the browser shrinks larger images first. */
const MOST_PIXELS = 16_000_000;
/** A canvas up to this side is kept for the next poster. */
const KEPT_SIDE = 2048;

/**
 * Fits one poster.
 * @param alpha whether pixels may be transparent.
 * @param random draws the position of a random crop.
 * @returns RGB bytes `[height, width, 3]`, written into `out` if given.
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

/** The poster at its own size, or scaled down in proportion to at most `mostPixels` pixels. */
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

/** Has no alpha channel, so that each drawing covers the previous one. */
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

/** Converts RGB bytes `[height, width, 3]` to an image for display. */
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
