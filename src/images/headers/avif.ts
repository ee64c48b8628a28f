/**
 * AVIF: ISO base media boxes. Sizes stand in `ispe` properties (meta › iprp › ipco); the largest is the image's,
 * the others belong to tiles, thumbnails or alpha planes. `irot` turns by quarter turns against the clock.
 */
import { fourCC, viewOf, type ImageHeader } from './header';

const BRANDS = new Set(['avif', 'avis']);
const ORIENTATION_OF_TURNS = [1, 8, 3, 6];

export function isAvif(bytes: Uint8Array): boolean {
  return fourCC(bytes, 4) === 'ftyp' && brands(bytes).some((brand) => BRANDS.has(brand));
}

/** @returns null where no size was found. */
export function avifHeader(bytes: Uint8Array): ImageHeader | null {
  const header: ImageHeader = {
    format: 'avif',
    width: 0,
    height: 0,
    colour: 'rgb',
    alpha: false,
    orientation: 1,
    animated: brands(bytes).includes('avis'),
    complete: true,
  };
  walk(bytes, 0, bytes.length, header);
  return header.width > 0 ? header : null;
}

function brands(bytes: Uint8Array): string[] {
  const end = Math.min(bytes.length, viewOf(bytes).getUint32(0));
  const found = [fourCC(bytes, 8)];
  for (let at = 16; at + 4 <= end; at += 4) found.push(fourCC(bytes, at));
  return found;
}

/** Bytes between a container's own header and its first child. */
const CONTAINERS: ReadonlyMap<string, number> = new Map([
  ['meta', 4],
  ['iprp', 0],
  ['ipco', 0],
]);

function walk(bytes: Uint8Array, from: number, to: number, header: ImageHeader): void {
  const view = viewOf(bytes);
  let at = from;
  while (at + 8 <= to) {
    const length = view.getUint32(at) || to - at;
    const kind = fourCC(bytes, at + 4);
    const body = at + 8;
    const end = at + length;
    if (end > to) header.complete = false;
    if (length < 8) return;
    const ownHeader = CONTAINERS.get(kind);
    if (ownHeader !== undefined) walk(bytes, body + ownHeader, Math.min(end, to), header);
    if (kind === 'ispe' && body + 12 <= to)
      takeLarger(header, view.getUint32(body + 4), view.getUint32(body + 8));
    if (kind === 'irot' && body < to) header.orientation = ORIENTATION_OF_TURNS[bytes[body] & 3];
    if (kind === 'auxC') header.alpha = true;
    at = end;
  }
}

function takeLarger(header: ImageHeader, width: number, height: number): void {
  if (width * height <= header.width * header.height) return;
  header.width = width;
  header.height = height;
}
