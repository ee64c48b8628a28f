/**
 * Pillow's ImageEnhance in its own arithmetic: `Image.blend` in 32-bit floats, truncated to bytes. A factor of 1 keeps
 * the image, 0 gives the image that it is blended with: black, its mean grey, or itself without colour.
 */
import { blackPicture, type Picture } from './picture';

/** Luma as in Pillow's `convert('L')`. */
function luma(red: number, green: number, blue: number): number {
  return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
}

export function adjustBrightness(picture: Picture, factor: number): Picture {
  return factor === 1 ? picture : mapBytes(picture, blendTable(0, factor));
}

export function adjustContrast(picture: Picture, factor: number): Picture {
  return factor === 1 ? picture : mapBytes(picture, blendTable(meanGrey(picture), factor));
}

/** Mean luma, rounded. */
function meanGrey({ data, width, height }: Picture): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 3) sum += luma(data[at], data[at + 1], data[at + 2]);
  return Math.trunc(sum / (width * height) + 0.5);
}

/** `blend(grey, value, factor)` for every byte value. */
function blendTable(grey: number, factor: number): Uint8Array {
  const alpha = Math.fround(factor);
  return Uint8Array.from({ length: 256 }, (_, value) =>
    toByte(Math.fround(grey + Math.fround(alpha * (value - grey)))),
  );
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.trunc(value);
}

function mapBytes(picture: Picture, table: Uint8Array): Picture {
  const { data } = picture;
  const mapped = blackPicture(picture);
  for (let at = 0; at < data.length; at++) mapped.data[at] = table[data[at]];
  return mapped;
}

/** Moves each pixel away from its own luma, or towards it. */
export function adjustSaturation(picture: Picture, factor: number): Picture {
  if (factor === 1) return picture;
  const { data } = picture;
  const alpha = Math.fround(factor);
  // products for every difference from −255 to 255
  const scaled = Float32Array.from({ length: 511 }, (_, i) => alpha * (i - 255));
  const adjusted = blackPicture(picture);
  const out = adjusted.data;
  for (let at = 0; at < data.length; at += 3) {
    const grey = luma(data[at], data[at + 1], data[at + 2]);
    const offset = 255 - grey;
    for (let i = at; i < at + 3; i++) {
      const value = Math.fround(grey + scaled[data[i] + offset]);
      out[i] = value <= 0 ? 0 : value >= 255 ? 255 : value;
    }
  }
  return adjusted;
}
