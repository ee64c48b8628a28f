/** Small pictures in colour and in grey: one from the other, and smaller ones. */

/** A small picture as the measures take it: a poster stretched to some 64 × 64 pixels says enough. */
export interface RgbPixels {
  /** Bytes, `[height, width, 3]`, row by row. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** One byte a pixel. */
export interface GreyPixels {
  /** 0 to 255, `[height, width]`, row by row. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** ITU-R BT.601 luma in fixed point, to the bit that of Pillow's `convert('L')`. */
export function luma({ data, width, height }: RgbPixels): GreyPixels {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++)
    grey[at] = (data[3 * at] * 19595 + data[3 * at + 1] * 38470 + data[3 * at + 2] * 7471 + 0x8000) >> 16;
  return { data: grey, width, height };
}

/**
 * Area averaging: each pixel of the result is the mean of what it covers, parts of pixels counted as parts, rounded to a
 * byte. A picture that has the size already is left as it is; a smaller one is enlarged in blocks.
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

/** Source pixels that one pixel covers, and how much of each; shares have a sum of 1. */
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
    // what rounding lets a span reach over its end is no pixel
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
