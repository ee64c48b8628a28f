/** PNG: length-prefixed chunks; IHDR first, IEND last, acTL where it is animated, eXIf where it is turned. */
import { exifOrientation } from './exif';
import { fourCC, hasBytes, viewOf, type ColourModel, type ImageHeader } from './header';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const COLOURS: Readonly<Partial<Record<number, ColourModel>>> = {
  0: 'grey',
  2: 'rgb',
  3: 'palette',
  4: 'grey',
  6: 'rgb',
};

export function isPng(bytes: Uint8Array): boolean {
  return hasBytes(bytes, 0, SIGNATURE);
}

/** @returns null where the file ends inside IHDR. */
export function pngHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 33 || fourCC(bytes, 12) !== 'IHDR') return null;
  const view = viewOf(bytes);
  const colourType = bytes[25];
  const header: ImageHeader = {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    colour: COLOURS[colourType] ?? 'unknown',
    alpha: colourType === 4 || colourType === 6,
    orientation: 1,
    animated: false,
    complete: false,
  };
  let at = 8;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at);
    const kind = fourCC(bytes, at + 4);
    if (kind === 'tRNS') header.alpha = true;
    if (kind === 'acTL' && at + 12 <= bytes.length) header.animated = view.getUint32(at + 8) > 1;
    if (kind === 'eXIf') header.orientation = exifOrientation(bytes.subarray(at + 8, at + 8 + length));
    if (kind === 'IEND') header.complete = true;
    at += 12 + length;
  }
  return header;
}
