/**
 * Encoded bytes → one upright bitmap: EXIF orientation applied, colours converted to sRGB (CMYK and greyscale
 * too), the first frame of an animation. What cannot be decoded comes back as a fault, never as an exception.
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

/** The MIME type of these bytes by what they begin with; null where they are no image that is read. */
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

/** {@link decode} for bytes whose header has been read. @param file the same bytes, where they lie in a file. */
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
