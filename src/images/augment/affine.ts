/**
 * Affine maps of an image about its centre: the source position that each pixel of the result shows. Three ways to
 * sample: Pillow's nearest and bilinear `Image.transform`, and SciPy's `affine_transform` (order 1, mode `nearest`),
 * which Keras's generators use.
 */
import type { Size } from '../fit/fits';
import { blackPicture, type Picture } from './picture';

/** Result pixel (x, y), in corner-based coordinates, shows the source position (a·x + b·y + c, d·x + e·y + f). */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A linear map [a b; d e] about the centre. */
export function aboutMiddle({ width, height }: Size, a: number, b: number, d: number, e: number): Affine {
  const x = width / 2;
  const y = height / 2;
  return [a, b, a * -x + b * -y + x, d, e, d * -x + e * -y + y];
}

/** The map equivalent to one map followed by another. */
export function compose(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = second;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

const FIXED = 65536;
const toFixed = (value: number) => Math.floor(value * FIXED + 0.5);

/** Pillow's `affine_fixed` (Geometry.c): 16 fraction bits, no interpolation. @param fill grey, 0 to 255. */
export function warpNearest(picture: Picture, affine: Affine, fill: number): Picture {
  const { data, width, height } = picture;
  const [a, b, c, d, e, f] = affine;
  const [stepX, rowX, stepY, rowY] = [toFixed(a), toFixed(b), toFixed(d), toFixed(e)];
  const warped = blackPicture(picture);
  const out = warped.data;
  if (fill !== 0) out.fill(fill);
  let startX = toFixed(c + a * 0.5 + b * 0.5);
  let startY = toFixed(f + d * 0.5 + e * 0.5);
  for (let row = 0, to = 0; row < height; row++, startX += rowX, startY += rowY) {
    for (let x = 0, fixedX = startX, fixedY = startY; x < width; x++, to += 3) {
      const fromX = fixedX >> 16;
      const fromY = fixedY >> 16;
      fixedX += stepX;
      fixedY += stepY;
      if (fromX < 0 || fromX >= width || fromY < 0 || fromY >= height) continue;
      const from = (fromY * width + fromX) * 3;
      out[to] = data[from];
      out[to + 1] = data[from + 1];
      out[to + 2] = data[from + 2];
    }
  }
  return warped;
}

/**
 * Bilinear interpolation between pixel centres.
 * @param fill a grey for positions outside, truncated to bytes as in Pillow; or `edge`: the nearest edge pixel, rounded
 * to
 *   the nearest byte.
 */
export function warpBilinear(picture: Picture, affine: Affine, fill: number | 'edge'): Picture {
  const { data, width, height } = picture;
  const [a, b, c, d, e, f] = affine;
  const warped = blackPicture(picture);
  const out = warped.data;
  const outside = fill === 'edge' ? -1 : fill;
  const rounding = fill === 'edge' ? 0.5 : 0;
  const lastX = width - 1;
  const lastY = height - 1;
  for (let row = 0, to = 0; row < height; row++) {
    const bRow = b * (row + 0.5);
    const eRow = e * (row + 0.5);
    for (let column = 0; column < width; column++, to += 3) {
      const inX = a * (column + 0.5) + bRow + c;
      const inY = d * (column + 0.5) + eRow + f;
      if (outside >= 0 && (inX < 0 || inX >= width || inY < 0 || inY >= height)) {
        out[to] = out[to + 1] = out[to + 2] = outside;
        continue;
      }
      const left = Math.floor(inX - 0.5) | 0;
      const top = Math.floor(inY - 0.5) | 0;
      const dx = inX - 0.5 - left;
      const dy = inY - 0.5 - top;
      const x0 = left < 0 ? 0 : left > lastX ? lastX : left;
      const x1 = left < 0 ? 0 : left >= lastX ? lastX : left + 1;
      const y0 = (top < 0 ? 0 : top > lastY ? lastY : top) * width;
      const y1 = (top < 0 ? 0 : top >= lastY ? lastY : top + 1) * width;
      const p = (y0 + x0) * 3;
      const q = (y0 + x1) * 3;
      const r = (y1 + x0) * 3;
      const s = (y1 + x1) * 3;
      let upper = data[p] + (data[q] - data[p]) * dx;
      let lower = data[r] + (data[s] - data[r]) * dx;
      out[to] = (upper + (lower - upper) * dy + rounding) | 0;
      upper = data[p + 1] + (data[q + 1] - data[p + 1]) * dx;
      lower = data[r + 1] + (data[s + 1] - data[r + 1]) * dx;
      out[to + 1] = (upper + (lower - upper) * dy + rounding) | 0;
      upper = data[p + 2] + (data[q + 2] - data[p + 2]) * dx;
      lower = data[r + 2] + (data[s + 2] - data[r + 2]) * dx;
      out[to + 2] = (upper + (lower - upper) * dy + rounding) | 0;
    }
  }
  return warped;
}
