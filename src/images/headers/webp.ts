/** WebP: RIFF with a lossy (VP8), lossless (VP8L) or extended (VP8X) first chunk. */
import { exifOrientation } from './exif';
import { fourCC, hasBytes, viewOf, type ImageHeader } from './header';

const EXIF_PREFIX = [0x45, 0x78, 0x69, 0x66, 0, 0];

export function isWebp(bytes: Uint8Array): boolean {
  return fourCC(bytes, 0) === 'RIFF' && fourCC(bytes, 8) === 'WEBP';
}

/** @returns null where the file ends inside its first chunk, or the chunk is none that is known. */
export function webpHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 30) return null;
  const view = viewOf(bytes);
  const first = firstChunk(bytes, view);
  if (!first) return null;
  return {
    format: 'webp',
    colour: 'rgb',
    orientation: orientationOf(bytes, view),
    complete: bytes.length >= view.getUint32(4, true) + 8,
    ...first,
  };
}

type FirstChunk = Pick<ImageHeader, 'width' | 'height' | 'alpha' | 'animated'>;

function firstChunk(bytes: Uint8Array, view: DataView): FirstChunk | null {
  const kind = fourCC(bytes, 12);
  if (kind === 'VP8X') {
    const size = (at: number) => 1 + bytes[at] + bytes[at + 1] * 0x100 + bytes[at + 2] * 0x10000;
    const flags = bytes[20];
    return { width: size(24), height: size(27), alpha: (flags & 0x10) !== 0, animated: (flags & 2) !== 0 };
  }
  if (kind === 'VP8L' && bytes[20] === 0x2f) {
    const packed = view.getUint32(21, true);
    return {
      width: 1 + (packed & 0x3fff),
      height: 1 + ((packed >>> 14) & 0x3fff),
      alpha: ((packed >>> 28) & 1) === 1,
      animated: false,
    };
  }
  if (kind === 'VP8 ' && hasBytes(bytes, 23, [0x9d, 0x01, 0x2a]))
    return {
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
      alpha: false,
      animated: false,
    };
  return null;
}

function orientationOf(bytes: Uint8Array, view: DataView): number {
  let at = 12;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at + 4, true);
    if (fourCC(bytes, at) === 'EXIF') {
      const start = at + 8 + (hasBytes(bytes, at + 8, EXIF_PREFIX) ? EXIF_PREFIX.length : 0);
      return exifOrientation(bytes.subarray(start, at + 8 + length));
    }
    at += 8 + length + (length & 1);
  }
  return 1;
}
