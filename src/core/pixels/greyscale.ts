/**
 * Greyscale posters, measured on pixels: a pixel's chroma is the greatest of red, green and blue less the least. A
 * black-and-white poster saved as a JPEG has a little of it, and a title in red has much of it in few pixels.
 */
import type { RgbPixels } from './rgb-pixels';

export interface Chroma {
  /** Mean chroma, 0 to 255. */
  mean: number;
  /** Share of pixels whose chroma is above the tolerance, 0 to 1. */
  colouredShare: number;
}

export interface GreyTolerance {
  /** Chroma that a grey pixel may have, 0 to 255. */
  chroma: number;
  /** Share of the pixels that may have more, 0 to 1. */
  share: number;
}

/**
 * Of 8,403 posters at 64 × 64, this takes 60 (0.71 %) for greyscale; with no coloured pixel at all 49 (0.58 %).
 * Write-up D left out some 180 of 31,718 (0.57 %). Sepia and blue posters are not grey.
 */
export const GREY_TOLERANCE: GreyTolerance = { chroma: 8, share: 0.01 };

/** NaN for no pixels. */
export function chromaOf({ data, width, height }: RgbPixels, tolerance = GREY_TOLERANCE.chroma): Chroma {
  const pixels = width * height;
  let sum = 0;
  let coloured = 0;
  for (let at = 0; at < 3 * pixels; at += 3) {
    const red = data[at];
    const green = data[at + 1];
    const blue = data[at + 2];
    const chroma = Math.max(red, green, blue) - Math.min(red, green, blue);
    sum += chroma;
    if (chroma > tolerance) coloured++;
  }
  return { mean: sum / pixels, colouredShare: coloured / pixels };
}

/** @param share of the pixels that may have a colour, 0 to 1. */
export function isGreyscale(
  { colouredShare }: Pick<Chroma, 'colouredShare'>,
  share = GREY_TOLERANCE.share,
): boolean {
  return colouredShare <= share;
}
