/**
 * Encoded bytes → one upright bitmap: applies EXIF orientation, converts colours to sRGB (including CMYK and
 * greyscale), uses the first frame of an animation. Images that cannot be decoded give a fault, never an exception.
 */
import type { ImageFormat, ImageHeader } from './headers/header';
import { sniff, type ImageFault } from './sniff';

/** An image's pixels, or why there are none. */
export type DecodedImage =
  | { bitmap: ImageBitmap; header: ImageHeader; fault: null }
  | { bitmap: null; fault: ImageFault; reason: string };

const MIME_TYPES: Record<ImageFormat, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  avif: 'image/avif',
};

/** The MIME type by the first bytes; null if they are no supported image. */
export function imageType(bytes: Uint8Array): string | null {
  const { header } = sniff(bytes);
  return header && MIME_TYPES[header.format];
}

/** @returns a bitmap that the caller must `close()`, or why there is none. */
export async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedImage> {
  const sniffed = sniff(bytes);
  if (sniffed.header === null) return { bitmap: null, fault: sniffed.fault, reason: sniffed.reason };
  return decodeSniffed(bytes, sniffed.header);
}

/** {@link decode} for bytes whose header has been read. @param file the same bytes, if they are in a file. */
export async function decodeSniffed(
  bytes: Uint8Array<ArrayBuffer>,
  header: ImageHeader,
  file?: Blob,
): Promise<DecodedImage> {
  try {
    const blob = file ?? new Blob([bytes], { type: MIME_TYPES[header.format] });
    const bitmap = await createImageBitmap(blob, {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'default',
    });
    return { bitmap, header, fault: null };
  } catch {
    const format = header.format.toUpperCase();
    return {
      bitmap: null,
      fault: 'image-undecodable',
      reason: `The browser could not decode this ${format} of ${header.width} × ${header.height} pixels.`,
    };
  }
}
