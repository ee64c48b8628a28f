/**
 * Whether a body is a whole image. Looks only at the first and last bytes, since decoding happens elsewhere.
 * Distinguishes bodies that are not worth another request from bodies that were cut off in transit.
 */

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';

export type BodyVerdict =
  | { kind: 'image'; type: ImageType }
  /** The beginning of an image without its end. */
  | { kind: 'cut-off' }
  | { kind: 'not-an-image' };

function startsWith(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, i) => bytes[at + i] === byte);
}

function typeOf(bytes: Uint8Array): ImageType | null {
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, 0, [0x47, 0x49, 0x46, 0x38])) return 'image/gif';
  if (startsWith(bytes, 0, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes, 8, [0x57, 0x45, 0x42, 0x50]))
    return 'image/webp';
  return null;
}

// some encoders pad after the end marker
const TAIL = 64;

const HAS_END: Record<ImageType, (bytes: Uint8Array, tail: Uint8Array) => boolean> = {
  'image/jpeg': (_, tail) => tail.some((byte, i) => byte === 0xff && tail[i + 1] === 0xd9),
  'image/png': (_, tail) => tail.some((__, i) => startsWith(tail, i, [0x49, 0x45, 0x4e, 0x44])),
  'image/gif': (_, tail) => tail.includes(0x3b),
  'image/webp': (bytes) =>
    bytes.length >= 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true),
};

/** Judges a response body by magic number and end marker (JPEG, PNG, WebP, GIF). */
export function judgeBody(bytes: Uint8Array): BodyVerdict {
  if (bytes.length === 0) return { kind: 'cut-off' };
  const type = bytes.length < 12 ? null : typeOf(bytes);
  if (!type) return { kind: 'not-an-image' };
  const tail = bytes.subarray(Math.max(0, bytes.length - TAIL));
  return HAS_END[type](bytes, tail) ? { kind: 'image', type } : { kind: 'cut-off' };
}
