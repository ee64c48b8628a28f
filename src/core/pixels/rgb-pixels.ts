/** Small colour and grey images: conversion and shrinking. */

/** A small colour image for measurements; a poster stretched to about 64 × 64 pixels is enough. */
export interface RgbPixels {
  /** Bytes, `[height, width, 3]`, row by row. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** A grey image, one byte per pixel. */
export interface GreyPixels {
  /** 0 to 255, `[height, width]`, row by row. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** ITU-R BT.601 luma in fixed point, bit-identical to Pillow's `convert('L')`. */
export function luma({ data, width, height }: RgbPixels): GreyPixels {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++)
    grey[at] = (data[3 * at] * 19595 + data[3 * at + 1] * 38470 + data[3 * at + 2] * 7471 + 0x8000) >> 16;
  return { data: grey, width, height };
}

/**
 * Area averaging: each pixel of the result is the mean of the pixels that it covers, weighted by coverage, rounded to a
 * byte. Returns an image that already has the size unchanged; a smaller one is enlarged in blocks.
 */
export function shrink(source: GreyPixels, width: number, height: number): GreyPixels {
  const rows = spans(source.height, height);
  const columns = spans(source.width, width);
  const data = new Uint8Array(width * height);
  for (const [y, row] of rows.entries())
    for (const [x, column] of columns.entries())
      data[y * width + x] = Math.round(meanOf(source, row, column));
  return { data, width, height };
}

/** The source pixels that one pixel covers, and the weight of each; weights sum to 1. */
interface Span {
  from: number;
  shares: number[];
}

function spans(from: number, to: number): Span[] {
  const step = from / to;
  return Array.from({ length: to }, (_, at) => {
    const start = at * step;
    const end = start + step;
    const first = Math.floor(start);
    // an overlap that is only a rounding error does not count as a pixel
    const last = Math.min(from, Math.ceil(end - 1e-9));
    const covered = Array.from({ length: last - first }, (_, pixel) =>
      Math.max(0, Math.min(end, first + pixel + 1) - Math.max(start, first + pixel)),
    );
    return { from: first, shares: covered.map((share) => share / step) };
  });
}

function meanOf({ data, width }: GreyPixels, rows: Span, columns: Span): number {
  let sum = 0;
  for (const [y, rowShare] of rows.shares.entries())
    for (const [x, share] of columns.shares.entries())
      sum += rowShare * share * data[(rows.from + y) * width + columns.from + x];
  return sum;
}
