/**
 * Affine maps of a picture about its middle: which place of the picture each pixel of the result shows. Three ways
 * to look there: Pillow's nearest and bilinear `Image.transform`, and SciPy's `affine_transform` (order 1, mode
 * `nearest`), which Keras's generators use.
 */
import type { Size } from '../fits';
import { blackPicture, type Picture } from './picture';

/** Result pixel (x, y), counted from corners, shows the picture's (a·x + b·y + c, d·x + e·y + f). */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A linear map [a b; d e] about the middle. */
export function aboutMiddle({ width, height }: Size, a: number, b: number, d: number, e: number): Affine {
  const x = width / 2;
  const y = height / 2;
  return [a, b, a * -x + b * -y + x, d, e, d * -x + e * -y + y];
}

/** What shows after one map and then another. */
export function compose(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = second;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

const FIXED = 65536;
const toFixed = (value: number) => Math.floor(value * FIXED + 0.5);

/** Pillow's `affine_fixed` (Geometry.c): 16 bits of fraction, no interpolation. @param fill grey, 0 to 255. */
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
 * Bilinear between pixel middles.
 * @param fill a grey for what lies outside, cut off as Pillow does; or `edge`: the nearest pixel of the edge, rounded
 *   to the nearest byte.
 */
export function warpBilinear(picture: Picture, affine: Affine, fill: number | 'edge'): Picture {
  const { data, width, height } = picture;
  const [a, b, c, d, e, f] = affine;
  const warped = blackPicture(picture);
  const out = warped.data;
  const outside = fill === 'edge' ? null : fill;
  const rounding = fill === 'edge' ? 0.5 : 0;
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++, to += 3) {
      const inX = a * (column + 0.5) + b * (row + 0.5) + c;
      const inY = d * (column + 0.5) + e * (row + 0.5) + f;
      if (outside !== null && (inX < 0 || inX >= width || inY < 0 || inY >= height)) {
        out[to] = out[to + 1] = out[to + 2] = outside;
        continue;
      }
      const x = inX - 0.5;
      const y = inY - 0.5;
      const left = Math.floor(x);
      const top = Math.floor(y);
      const dx = x - left;
      const dy = y - top;
      const x0 = left < 0 ? 0 : left >= width ? width - 1 : left;
      const x1 = left < -1 ? 0 : left + 1 >= width ? width - 1 : left + 1;
      const y0 = (top < 0 ? 0 : top >= height ? height - 1 : top) * width;
      const y1 = (top < -1 ? 0 : top + 1 >= height ? height - 1 : top + 1) * width;
      let p = (y0 + x0) * 3;
      let q = (y0 + x1) * 3;
      let r = (y1 + x0) * 3;
      let s = (y1 + x1) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const upper = data[p] + (data[q++] - data[p++]) * dx;
        const lower = data[r] + (data[s++] - data[r++]) * dx;
        out[to + channel] = upper + (lower - upper) * dy + rounding;
      }
    }
  }
  return warped;
}
