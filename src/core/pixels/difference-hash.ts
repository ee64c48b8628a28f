/**
 * dHash: whether each of 8 × 8 places is darker than its right neighbour. Krawetz, "Kind of Like That" (2013); bits
 * as in ImageHash's `dhash`.
 */
import { packBits, type Hashes } from './hash64';
import { luma } from './luma';
import type { RgbPixels } from './rgb-pixels';
import { shrink } from './shrink';

const SIDE = 8;

/** One hash. A picture of 9 × 8 pixels has exactly ImageHash's; larger ones are resized in another way. */
export function differenceHash(pixels: RgbPixels): Hashes {
  const { data, width } = shrink(luma(pixels), SIDE + 1, SIDE);
  return packBits(
    Array.from({ length: SIDE * SIDE }, (_, at) => {
      const left = Math.floor(at / SIDE) * width + (at % SIDE);
      return data[left + 1] > data[left];
    }),
  );
}
