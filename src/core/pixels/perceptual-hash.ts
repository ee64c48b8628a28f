/**
 * pHash: which of the 8 × 8 lowest frequencies of the picture are above their median. Zauner, "Implementation and
 * Benchmarking of Perceptual Image Hash Functions" (2010), section 3.2; bits as in ImageHash's `phash`.
 */
import { packBits, type Hashes } from './hash64';
import { luma } from './luma';
import type { RgbPixels } from './rgb-pixels';
import { shrink } from './shrink';

const SIDE = 8;
const SIZE = 32;
/** Coefficients reach a million: what is less than this apart was made by rounding. */
const RESOLUTION = 1e-6;

/** `[SIDE, SIZE]`: type-II discrete cosine transform, lowest frequencies only. */
const COSINES = Float64Array.from({ length: SIDE * SIZE }, (_, at) => {
  const frequency = Math.floor(at / SIZE);
  return 2 * Math.cos((Math.PI * frequency * (2 * (at % SIZE) + 1)) / (2 * SIZE));
});

/** One hash. A picture of 32 × 32 pixels has exactly ImageHash's; larger ones are resized in another way. */
export function perceptualHash(pixels: RgbPixels): Hashes {
  const { data } = shrink(luma(pixels), SIZE, SIZE);
  const coefficients = lowestFrequencies(data);
  const sorted = coefficients.toSorted();
  const median = (sorted[SIDE * (SIDE / 2) - 1] + sorted[SIDE * (SIDE / 2)]) / 2;
  return packBits(Array.from(coefficients, (value) => value - median > RESOLUTION));
}

/** `[SIDE, SIDE]`: down, then across. */
function lowestFrequencies(grey: Uint8Array): Float64Array {
  const down = new Float64Array(SIDE * SIZE);
  for (let frequency = 0; frequency < SIDE; frequency++)
    for (let y = 0; y < SIZE; y++)
      for (let x = 0; x < SIZE; x++)
        down[frequency * SIZE + x] += COSINES[frequency * SIZE + y] * grey[y * SIZE + x];
  const both = new Float64Array(SIDE * SIDE);
  for (let at = 0; at < both.length; at++) {
    const row = Math.floor(at / SIDE) * SIZE;
    const cosines = (at % SIDE) * SIZE;
    for (let x = 0; x < SIZE; x++) both[at] += COSINES[cosines + x] * down[row + x];
  }
  return both;
}
