/**
 * JPEG: a chain of marker segments up to the first scan (ITU-T T.81, annex B). The frame header holds size and
 * components; APP1 may hold the orientation.
 */
import { exifOrientation } from './exif';
import { hasBytes, viewOf, type ColourModel, type ImageHeader } from './header';

const SOS = 0xda;
const EOI = 0xd9;
const APP1 = 0xe1;
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];

const COLOURS: Readonly<Partial<Record<number, ColourModel>>> = { 1: 'grey', 3: 'rgb', 4: 'cmyk' };

export function isJpeg(bytes: Uint8Array): boolean {
  return hasBytes(bytes, 0, [0xff, 0xd8, 0xff]);
}

/** @returns null where the file ends before its frame header. */
export function jpegHeader(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes);
  let header: ImageHeader | null = null;
  let orientation = 1;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1];
    if (marker === 0xff || standsAlone(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = view.getUint16(at + 2);
    const body = at + 4;
    if (isFrameHeader(marker) && body + 6 <= bytes.length) {
      header = {
        format: 'jpeg',
        width: view.getUint16(body + 3),
        height: view.getUint16(body + 1),
        colour: COLOURS[bytes[body + 5]] ?? 'unknown',
        alpha: false,
        orientation,
        animated: false,
        complete: false,
      };
    }
    if (marker === APP1 && hasBytes(bytes, body, EXIF))
      orientation = exifOrientation(bytes.subarray(body + EXIF.length, at + 2 + length));
    if (marker === SOS) return header && { ...header, orientation, complete: endsAfter(bytes, at) };
    at += 2 + length;
  }
  return header && { ...header, orientation };
}

function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

function isFrameHeader(marker: number): boolean {
  const isTable = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
  return marker >= 0xc0 && marker <= 0xcf && !isTable;
}

/** Scan data never holds a bare FF D9, so one after the first scan is the end, whatever follows it. */
function endsAfter(bytes: Uint8Array, scan: number): boolean {
  for (let at = bytes.length - 2; at > scan; at--)
    if (bytes[at] === 0xff && bytes[at + 1] === EOI) return true;
  return false;
}
