/**
 * Antialiased bilinear resizing of 8-bit pixels, bit-identical to Pillow (`Image.resize(…, BILINEAR)`, Resample.c),
 * which torchvision's `Resize` uses: horizontally, rounded to bytes, then vertically. Browsers differ in how they
 * resize; this gives the same pixels in all of them, and those of the write-ups.
 */
import type { Axis, Placement, Size } from './fits';

/** RGBA bytes, row by row (`ImageData` is one), or RGB bytes. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
  /** Bytes per pixel; 4 by default. */
  channels?: 3 | 4;
}

/** Fraction bits of a weight, as in Pillow: 32 minus 8 for a byte and 2 for the sum. */
const PRECISION = 22;
const HALF = 1 << (PRECISION - 1);
/** Up to this many taps are read without a loop: enough if an axis shrinks by at most a third. */
const FEW = 3;

/** For each output pixel: the first source pixel, the number of source pixels, and their weights. */
interface Taps {
  from: Int32Array;
  count: Int32Array;
  /** `[outputs, most]`, fixed point. */
  weights: Int32Array;
  most: number;
  /** The range of outputs that overlap the poster; the others are black. */
  start: number;
  end: number;
  /** The range of source pixels that any of them reads. */
  sourceStart: number;
  sourceEnd: number;
}

/**
 * @param source the poster, upright; alpha is ignored.
 * @param out RGB bytes `[height, width, 3]`; overwritten completely.
 */
export function resample(
  source: Pixels,
  { across, down }: Placement,
  { width, height }: Size,
  out: Uint8Array,
): void {
  const columns = tapsOf(across, source.width, width);
  const rows = tapsOf(down, source.height, height);
  out.fill(0);
  const between = scratch((rows.sourceEnd - rows.sourceStart) * width * 3);
  resizeRows(source, columns, rows, width, between);
  resizeColumns(between, columns, rows, width, out);
}

let scratchBytes = new Uint8Array(0);
/**
 * A shared buffer for the result of the first pass; safe because no other work of this thread runs between the passes.
 */
function scratch(length: number): Uint8Array {
  if (scratchBytes.length < length) scratchBytes = new Uint8Array(length);
  return scratchBytes;
}

/** Resizes each source row that is needed: `[rows, width, 3]`. */
function resizeRows(source: Pixels, columns: Taps, rows: Taps, width: number, out: Uint8Array): void {
  const { data, channels = 4 } = source;
  const resizeRow = columns.most === FEW ? resizeRowFew : resizeRowMany;
  for (let y = rows.sourceStart; y < rows.sourceEnd; y++)
    resizeRow(data, y * source.width * channels, channels, columns, out, (y - rows.sourceStart) * width * 3);
}

/** Most posters shrink by less than a third: three unrolled taps are twice as fast as a loop. */
function resizeRowFew(
  data: Uint8ClampedArray,
  row: number,
  channels: number,
  { from, weights, start, end }: Taps,
  out: Uint8Array,
  rowOut: number,
): void {
  for (let x = start, w = start * FEW, to = rowOut + start * 3; x < end; x++, w += FEW, to += 3) {
    const a = row + from[x] * channels;
    const b = a + channels;
    const c = b + channels;
    const w0 = weights[w];
    const w1 = weights[w + 1];
    const w2 = weights[w + 2];
    out[to] = (HALF + Math.imul(data[a], w0) + Math.imul(data[b], w1) + Math.imul(data[c], w2)) >> PRECISION;
    out[to + 1] =
      (HALF + Math.imul(data[a + 1], w0) + Math.imul(data[b + 1], w1) + Math.imul(data[c + 1], w2)) >>
      PRECISION;
    out[to + 2] =
      (HALF + Math.imul(data[a + 2], w0) + Math.imul(data[b + 2], w1) + Math.imul(data[c + 2], w2)) >>
      PRECISION;
  }
}

function resizeRowMany(
  data: Uint8ClampedArray,
  row: number,
  channels: number,
  { from, count, weights, most, start, end }: Taps,
  out: Uint8Array,
  rowOut: number,
): void {
  for (let x = start, to = rowOut + start * 3; x < end; x++, to += 3) {
    let at = row + from[x] * channels;
    let weight = x * most;
    const lastWeight = weight + count[x];
    let red = HALF;
    let green = HALF;
    let blue = HALF;
    for (; weight < lastWeight; weight++, at += channels) {
      const w = weights[weight];
      red += Math.imul(data[at], w);
      green += Math.imul(data[at + 1], w);
      blue += Math.imul(data[at + 2], w);
    }
    out[to] = red >> PRECISION;
    out[to + 1] = green >> PRECISION;
    out[to + 2] = blue >> PRECISION;
  }
}

function resizeColumns(
  between: Uint8Array,
  columns: Taps,
  { from, count, weights, most, start, end, sourceStart }: Taps,
  width: number,
  out: Uint8Array,
): void {
  const stride = width * 3;
  const left = columns.start * 3;
  const length = (columns.end - columns.start) * 3;
  for (let y = start; y < end; y++) {
    const row = (from[y] - sourceStart) * stride + left;
    const to = y * stride + left;
    if (most === FEW) addFewRows(between, row, stride, weights, y * FEW, length, out, to);
    else addRows(between, row, stride, weights.subarray(y * most, y * most + count[y]), length, out, to);
  }
}

function addFewRows(
  between: Uint8Array,
  r0: number,
  stride: number,
  weights: Int32Array,
  w: number,
  length: number,
  out: Uint8Array,
  to: number,
): void {
  const r1 = r0 + stride;
  const r2 = r1 + stride;
  const w0 = weights[w];
  const w1 = weights[w + 1];
  const w2 = weights[w + 2];
  for (let x = 0; x < length; x++)
    out[to + x] =
      (HALF +
        Math.imul(between[r0 + x], w0) +
        Math.imul(between[r1 + x], w1) +
        Math.imul(between[r2 + x], w2)) >>
      PRECISION;
}

let sums = new Int32Array(0);

function addRows(
  between: Uint8Array,
  first: number,
  stride: number,
  weights: Int32Array,
  length: number,
  out: Uint8Array,
  to: number,
): void {
  if (sums.length < length) sums = new Int32Array(length);
  sums.fill(HALF, 0, length);
  for (let k = 0, row = first; k < weights.length; k++, row += stride) {
    const w = weights[k];
    for (let x = 0; x < length; x++) sums[x] += Math.imul(between[row + x], w);
  }
  for (let x = 0; x < length; x++) out[to + x] = sums[x] >> PRECISION;
}

const kept = new Map<string, Taps>();
const MOST_KEPT = 256;

/** Consecutive posters often have the same size, so their weights are cached. */
function tapsOf(axis: Axis, sourceLength: number, outputs: number): Taps {
  const name = `${axis.start},${axis.length},${axis.resized},${axis.first},${sourceLength},${outputs}`;
  let taps = kept.get(name);
  if (!taps) {
    if (kept.size >= MOST_KEPT) kept.clear();
    taps = computeTaps(axis, sourceLength, outputs);
    kept.set(name, taps);
  }
  return taps;
}

/** Pillow's `precompute_coeffs` with a triangle filter of support 1, without the taps that fall on black. */
function computeTaps({ start, length, resized, first }: Axis, sourceLength: number, outputs: number): Taps {
  const scale = length / resized;
  const support = Math.max(1, scale);
  const rows: { from: number; weights: number[] }[] = [];
  for (let i = 0; i < outputs; i++) {
    // an axis that keeps its length is not resampled
    if (length === resized) rows.push(onPoster(start + first + i, [1], sourceLength));
    else {
      const centre = (first + i + 0.5) * scale;
      const low = Math.max(0, Math.trunc(centre - support + 0.5));
      const high = Math.min(length, Math.trunc(centre + support + 0.5));
      const triangle = Array.from({ length: high - low }, (_, k) =>
        Math.max(0, 1 - Math.abs((low + k - centre + 0.5) / support)),
      );
      const sum = triangle.reduce((total, weight) => total + weight, 0);
      rows.push(
        onPoster(
          start + low,
          triangle.map((weight) => weight / sum),
          sourceLength,
        ),
      );
    }
  }
  return pack(rows, sourceLength);
}

/** The taps that fall on the poster; the others read black and add nothing. */
function onPoster(
  from: number,
  weights: number[],
  sourceLength: number,
): { from: number; weights: number[] } {
  const low = Math.max(0, from);
  const high = Math.min(sourceLength, from + weights.length);
  return low < high
    ? { from: low, weights: weights.slice(low - from, high - from) }
    : { from: 0, weights: [] };
}

function pack(rows: { from: number; weights: number[] }[], sourceLength: number): Taps {
  const longest = rows.reduce((most, { weights }) => Math.max(most, weights.length), 0);
  const few = longest <= FEW && sourceLength >= FEW;
  const most = few ? FEW : longest;
  const seeing = rows.flatMap(({ weights }, i) => (weights.length > 0 ? [i] : []));
  const taps: Taps = {
    from: new Int32Array(rows.length),
    count: new Int32Array(rows.length),
    weights: new Int32Array(rows.length * most),
    most,
    start: seeing.at(0) ?? 0,
    end: (seeing.at(-1) ?? -1) + 1,
    sourceStart: 0,
    sourceEnd: 0,
  };
  for (const i of seeing) {
    const { from, weights } = rows[i];
    // three taps are always read, so those with zero weight must be on the poster too
    const shift = few ? Math.max(0, from + FEW - sourceLength) : 0;
    taps.from[i] = from - shift;
    taps.count[i] = few ? FEW : weights.length;
    for (const [k, weight] of weights.entries())
      taps.weights[i * most + shift + k] = Math.trunc(0.5 + weight * (1 << PRECISION));
    taps.sourceStart = i === taps.start ? taps.from[i] : Math.min(taps.sourceStart, taps.from[i]);
    taps.sourceEnd = Math.max(taps.sourceEnd, taps.from[i] + taps.count[i]);
  }
  return taps;
}
