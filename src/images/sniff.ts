/**
 * Reads an image's header and says whether it is worth decoding. Nothing is decoded here: a file of 20,000 ×
 * 20,000 pixels is refused from its first bytes, a text file named .jpg from its first two.
 */
import { avifHeader, isAvif } from './headers/avif';
import { bmpHeader, isBmp } from './headers/bmp';
import { gifHeader, isGif } from './headers/gif';
import type { ImageHeader } from './headers/header';
import { isJpeg, jpegHeader } from './headers/jpeg';
import { isPng, pngHeader } from './headers/png';
import { isWebp, webpHeader } from './headers/webp';

/** Why a file gives no pixels; each is a code of `core/errors.ts` and a Problem's kind. */
export type ImageFault =
  'image-empty' | 'image-truncated' | 'image-not-an-image' | 'image-too-large' | 'image-undecodable';

export type Sniffed =
  { header: ImageHeader; fault: null } | { header: null; fault: ImageFault; reason: string };

/** Pixels, 400 MB as RGBA: far above any poster, far below what ends a tab. */
export const MAX_PIXELS = 100_000_000;

/** The shortest file that any of the formats can begin with. */
const SHORTEST = 16;

const FORMATS = [
  { is: isJpeg, header: jpegHeader },
  { is: isPng, header: pngHeader },
  { is: isWebp, header: webpHeader },
  { is: isGif, header: gifHeader },
  { is: isBmp, header: bmpHeader },
  { is: isAvif, header: avifHeader },
];

/** @param bytes the whole file. Its end is looked at too, to find files that were cut off. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return refuse('image-empty', 'The file is empty.');
  const format = bytes.length < SHORTEST ? undefined : FORMATS.find(({ is }) => is(bytes));
  if (!format) return refuse('image-not-an-image', 'The file is none of JPEG, PNG, WebP, GIF, BMP and AVIF.');
  const header = format.header(bytes);
  if (!header) return refuse('image-truncated', 'The file ends before its size is told.');
  const { width, height } = header;
  if (width === 0 || height === 0)
    return refuse('image-undecodable', `The file says that it is ${width} × ${height} pixels.`);
  if (width * height > MAX_PIXELS)
    return refuse(
      'image-too-large',
      `${width} × ${height} pixels are more than the ${MAX_PIXELS / 1e6} million that are read.`,
    );
  if (!header.complete) return refuse('image-truncated', 'The file was cut off: its end mark is missing.');
  return { header, fault: null };
}

function refuse(fault: ImageFault, reason: string): Sniffed {
  return { header: null, fault, reason };
}
