/** Colours → brightness. */
import type { GreyPixels, RgbPixels } from './rgb-pixels';

/** ITU-R BT.601 luma in fixed point, to the bit that of Pillow's `convert('L')`. */
export function luma({ data, width, height }: RgbPixels): GreyPixels {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++)
    grey[at] = (data[3 * at] * 19595 + data[3 * at + 1] * 38470 + data[3 * at + 2] * 7471 + 0x8000) >> 16;
  return { data: grey, width, height };
}
