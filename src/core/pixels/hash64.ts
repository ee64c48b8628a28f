/**
 * Hashes of 64 bits, many in one array: two words each, the first bit the highest of the first word. Pictures that
 * look alike have hashes that differ in few bits.
 */

/** `[pictures, 2]`. */
export type Hashes = Uint32Array;

/** One hash out of 64 truth values. */
export function packBits(bits: readonly boolean[]): Hashes {
  const hash = new Uint32Array(2);
  for (const [at, bit] of bits.entries()) if (bit) hash[at >> 5] |= 1 << (31 - (at & 31));
  return hash;
}

/** Bits in which two hashes of an array differ, 0 to 64. */
export function hammingDistance(hashes: Hashes, a: number, b: number): number {
  return countBits(hashes[2 * a] ^ hashes[2 * b]) + countBits(hashes[2 * a + 1] ^ hashes[2 * b + 1]);
}

/** Ones among 32 bits (Warren, Hacker's Delight, figure 5-2). */
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
