/**
 * Everything that is measured of a poster, once, so that rules and groups need not decode it again: its size, how much
 * colour it has, how flat it is, and two hashes for near-duplicates.
 */
import { flatnessOf } from './blank';
import { differenceHash, perceptualHash } from './hashes';
import { chromaOf } from './greyscale';
import type { RgbPixels } from './rgb-pixels';

export interface PosterFacts {
  /** Pixels of the file itself. */
  width: number;
  height: number;
  /** Share of pixels with more chroma than {@link GREY_TOLERANCE} allows, 0 to 1. */
  colouredShare: number;
  /** Standard deviation of the luma, 0 to 127.5. */
  deviation: number;
  /** Share of the commonest colour, 0 to 1. */
  mainColourShare: number;
  /** 64 bits each, as two words. */
  perceptual: [number, number];
  difference: [number, number];
}

/** Posters are stretched to a square of this many pixels a side before they are measured. */
export const MEASURED_SIDE = 64;

/** @param pixels the poster at {@link MEASURED_SIDE} squared. */
export function posterFacts(size: { width: number; height: number }, pixels: RgbPixels): PosterFacts {
  const { deviation, mainColourShare } = flatnessOf(pixels);
  const perceptual = perceptualHash(pixels);
  const difference = differenceHash(pixels);
  return {
    width: size.width,
    height: size.height,
    colouredShare: chromaOf(pixels).colouredShare,
    deviation,
    mainColourShare,
    perceptual: [perceptual[0], perceptual[1]],
    difference: [difference[0], difference[1]],
  };
}
