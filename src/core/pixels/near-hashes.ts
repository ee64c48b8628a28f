/**
 * Finds all pairs of hashes that differ in few bits, without comparing all pairs: two hashes within radius r are within
 * r / 4 in at least one of four bands of 16 bits, and those few values are looked up. Norouzi, Punjani & Fleet, "Fast
 * Search in Hamming Space with Multi-Index Hashing", CVPR 2012.
 */
import { countBits, hammingDistance, type Hashes } from './hashes';

const BANDS = 4;
const VALUES = 1 << 16;

/** Hashes grouped by the value of one band. */
interface Index {
  /** Start of each value's hashes in `order`, plus one final entry. */
  starts: Uint32Array;
  order: Uint32Array;
}

/** Calls `visit` once for each pair `a < b` that differs in at most `radius` bits, in unspecified order. */
export function visitNearPairs(hashes: Hashes, radius: number, visit: (a: number, b: number) => void): void {
  const count = hashes.length / 2;
  const masks = masksWithin(Math.floor(radius / BANDS));
  // looking up costs more than comparing all pairs if there are few hashes or many values to look up
  if (count < 2 * BANDS * masks.length) visitAll(hashes, radius, visit);
  else for (let band = 0; band < BANDS; band++) visitBand(hashes, radius, band, masks, visit);
}

function visitAll(hashes: Hashes, radius: number, visit: (a: number, b: number) => void): void {
  const count = hashes.length / 2;
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) if (hammingDistance(hashes, a, b) <= radius) visit(a, b);
}

function visitBand(
  hashes: Hashes,
  radius: number,
  band: number,
  masks: Uint16Array,
  visit: (a: number, b: number) => void,
): void {
  const { starts, order } = indexBand(hashes, band);
  const within = Math.floor(radius / BANDS);
  for (let a = 0; a < hashes.length / 2; a++) {
    const value = bandOf(hashes, a, band);
    for (const mask of masks)
      for (let at = starts[value ^ mask]; at < starts[(value ^ mask) + 1]; at++) {
        const b = order[at];
        if (b > a && hammingDistance(hashes, a, b) <= radius && !foundBefore(hashes, a, b, band, within))
          visit(a, b);
      }
  }
}

/** Whether an earlier band is near enough to have found the pair already. */
function foundBefore(hashes: Hashes, a: number, b: number, band: number, within: number): boolean {
  for (let earlier = 0; earlier < band; earlier++)
    if (countBits(bandOf(hashes, a, earlier) ^ bandOf(hashes, b, earlier)) <= within) return true;
  return false;
}

function indexBand(hashes: Hashes, band: number): Index {
  const count = hashes.length / 2;
  const starts = new Uint32Array(VALUES + 1);
  for (let index = 0; index < count; index++) starts[bandOf(hashes, index, band) + 1]++;
  for (let value = 0; value < VALUES; value++) starts[value + 1] += starts[value];
  const next = starts.slice();
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++) order[next[bandOf(hashes, index, band)]++] = index;
  return { starts, order };
}

function bandOf(hashes: Hashes, index: number, band: number): number {
  const word = hashes[2 * index + (band >> 1)];
  return band & 1 ? word & 0xffff : word >>> 16;
}

/** All 16-bit values with at most `bits` ones. */
function masksWithin(bits: number): Uint16Array {
  return Uint16Array.from({ length: VALUES }, (_, value) => value).filter(
    (value) => countBits(value) <= bits,
  );
}
