/**
 * Blanks: images made in place of a poster, such as a title on a grey card. They are flat, which is measured in two
 * ways: brightness hardly varies, or nearly all of the image has one colour.
 */
import { luma, type RgbPixels } from './rgb-pixels';

export interface Flatness {
  /** Standard deviation of the luma, 0 to 127.5. */
  deviation: number;
  /** Share of the commonest colour, quantised to eight steps per channel, 0 to 1. */
  mainColourShare: number;
}

export interface BlankLimits {
  /** A smaller deviation means a blank. */
  deviation: number;
  /** A share of the main colour at or above this means a blank. */
  mainColourShare: number;
}

/**
 * Of 8,403 posters at 64 × 64, one is a blank by these limits: a title on a grey card (4.3, 0.957). The flattest
 * designed poster, a few words on black, has 8.1 and 0.966.
 */
export const BLANK_LIMITS: BlankLimits = { deviation: 6, mainColourShare: 0.98 };

/** NaN without pixels. */
export function flatnessOf(pixels: RgbPixels): Flatness {
  const { data: grey } = luma(pixels);
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const variance = grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length;
  const counts = new Uint32Array(512);
  for (let at = 0; at < grey.length; at++) {
    const [red, green, blue] = pixels.data.subarray(3 * at, 3 * at + 3);
    counts[((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5)]++;
  }
  return { deviation: Math.sqrt(variance), mainColourShare: Math.max(...counts) / grey.length };
}

export function isBlank(
  { deviation, mainColourShare }: Flatness,
  limits: BlankLimits = BLANK_LIMITS,
): boolean {
  return deviation < limits.deviation || mainColourShare >= limits.mainColourShare;
}
