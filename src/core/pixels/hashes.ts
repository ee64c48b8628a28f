/**
 * Image hashes of 64 bits, stored together in one array as two words each; the first bit is the highest of the first
 * word. Images that look alike have hashes that differ in few bits.
 */
import { luma, type RgbPixels, shrink } from './rgb-pixels';

/** `[images, 2]`. */
export type Hashes = Uint32Array;

/** Packs 64 booleans into one hash. */
export function packBits(bits: readonly boolean[]): Hashes {
  const hash = new Uint32Array(2);
  for (const [at, bit] of bits.entries()) if (bit) hash[at >> 5] |= 1 << (31 - (at & 31));
  return hash;
}

/** Number of bits in which two hashes of an array differ, 0 to 64. */
export function hammingDistance(hashes: Hashes, a: number, b: number): number {
  return countBits(hashes[2 * a] ^ hashes[2 * b]) + countBits(hashes[2 * a + 1] ^ hashes[2 * b + 1]);
}

/** Number of ones in 32 bits (Warren, Hacker's Delight, figure 5-2). */
export function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}

/** Sixteen hexadecimal digits, as ImageHash prints them. */
export function hashToHex(hashes: Hashes, index = 0): string {
  return [hashes[2 * index], hashes[2 * index + 1]]
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
}

/** Both hashes have one bit per cell of an 8 × 8 grid. */
const SIDE = 8;

/**
 * dHash: whether each cell is darker than its right neighbour. Krawetz, "Kind of Like That" (2013); bits as in
 * ImageHash's `dhash`. For an image of 9 × 8 pixels the hash equals ImageHash's; larger images are resized differently.
 * @returns one hash.
 */
export function differenceHash(pixels: RgbPixels): Hashes {
  const { data, width } = shrink(luma(pixels), SIDE + 1, SIDE);
  return packBits(
    Array.from({ length: SIDE * SIDE }, (_, at) => {
      const left = Math.floor(at / SIDE) * width + (at % SIDE);
      return data[left + 1] > data[left];
    }),
  );
}

const SIZE = 32;
/** Coefficients reach a million; smaller differences than this are rounding errors. */
const RESOLUTION = 1e-6;

/** `[SIDE, SIZE]`: type-II discrete cosine transform, lowest frequencies only. */
const COSINES = Float64Array.from({ length: SIDE * SIZE }, (_, at) => {
  const frequency = Math.floor(at / SIZE);
  return 2 * Math.cos((Math.PI * frequency * (2 * (at % SIZE) + 1)) / (2 * SIZE));
});

/**
 * pHash: which of the 8 × 8 lowest frequencies of the image are above their median. Zauner, "Implementation and
 * Benchmarking of Perceptual Image Hash Functions" (2010), section 3.2; bits as in ImageHash's `phash`. For an image of
 * 32 × 32 pixels the hash equals ImageHash's; larger images are resized differently.
 * @returns one hash.
 */
export function perceptualHash(pixels: RgbPixels): Hashes {
  const { data } = shrink(luma(pixels), SIZE, SIZE);
  const coefficients = lowestFrequencies(data);
  const sorted = coefficients.toSorted();
  const median = (sorted[SIDE * (SIDE / 2) - 1] + sorted[SIDE * (SIDE / 2)]) / 2;
  return packBits(Array.from(coefficients, (value) => value - median > RESOLUTION));
}

/** `[SIDE, SIDE]`: columns first, then rows. */
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
