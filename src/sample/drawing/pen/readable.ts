/**
 * Judges by the actual pixels whether lettering can be read there, because no composition knows in advance what ends up
 * behind its title.
 */
import { luminance } from '../../specs';
import type { Box } from './pen';

type Context = OffscreenCanvasRenderingContext2D;

/** sRGB byte → linear light (WCAG 2.2). */
const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Reads only every n-th pixel. */
const STEP = 3;

/** Relative luminances of pixels within the part of the box that is on the sheet. */
export function readBox(context: Context, box: Box): number[] {
  const left = Math.max(0, Math.floor(box.x));
  const top = Math.max(0, Math.floor(box.y));
  const width = Math.min(context.canvas.width, Math.ceil(box.x + box.width)) - left;
  const height = Math.min(context.canvas.height, Math.ceil(box.y + box.height)) - top;
  if (width <= 0 || height <= 0) return [];
  const { data } = context.getImageData(left, top, width, height);
  const found: number[] = [];
  for (let y = 0; y < height; y += STEP)
    for (let x = y % 2; x < width; x += STEP) {
      const at = (y * width + x) * 4;
      found.push(0.2126 * LINEAR[data[at]] + 0.7152 * LINEAR[data[at + 1]] + 0.0722 * LINEAR[data[at + 2]]);
    }
  return found;
}

/** Share of the pixels against which the colour has at least this contrast ratio. */
export function readableShare(luminances: readonly number[], colour: string, ratio: number): number {
  const own = luminance(colour) + 0.05;
  const readable = luminances.filter(
    (other) => Math.max(own / (other + 0.05), (other + 0.05) / own) >= ratio,
  );
  return luminances.length === 0 ? 1 : readable.length / luminances.length;
}

/** The first colour that can be read everywhere, or the one that can be read on most pixels; with its share. */
export function mostReadable(
  luminances: readonly number[],
  colours: readonly string[],
  ratio: number,
): { colour: string; share: number } {
  const judged = colours.map((colour) => ({ colour, share: readableShare(luminances, colour, ratio) }));
  const sure = judged.find(({ share }) => share >= 0.97);
  return sure ?? judged.reduce((best, each) => (each.share > best.share ? each : best));
}

/** How restless the pixels of a box are: the standard deviation of their luminance. */
export function restlessness(luminances: readonly number[]): number {
  const mean = luminances.reduce((sum, value) => sum + value, 0) / luminances.length;
  return Math.sqrt(luminances.reduce((sum, value) => sum + (value - mean) ** 2, 0) / luminances.length);
}
