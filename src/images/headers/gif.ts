/** GIF 87a and 89a: a screen descriptor, then blocks; every frame has an image descriptor; 3B ends the file. */
import { fourCC, viewOf, type ImageHeader } from './header';

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;

export function isGif(bytes: Uint8Array): boolean {
  return fourCC(bytes, 0) === 'GIF8';
}

/** @returns null where the file ends inside its screen descriptor. */
export function gifHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 13) return null;
  const view = viewOf(bytes);
  const header: ImageHeader = {
    format: 'gif',
    width: view.getUint16(6, true),
    height: view.getUint16(8, true),
    colour: 'palette',
    alpha: false,
    orientation: 1,
    animated: false,
    complete: false,
  };
  let frames = 0;
  let at = 13 + colourTableBytes(bytes[10]);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === TRAILER) {
      header.complete = true;
      break;
    } else if (kind === EXTENSION) {
      if (bytes[at + 1] === GRAPHIC_CONTROL && (bytes[at + 3] & 1) === 1) header.alpha = true;
      at = afterSubBlocks(bytes, at + 2);
    } else if (kind === IMAGE) {
      frames++;
      at = afterSubBlocks(bytes, at + 11 + colourTableBytes(bytes[at + 9]));
    } else break;
  }
  header.animated = frames > 1;
  return header;
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at] + 1;
  return at + 1;
}
