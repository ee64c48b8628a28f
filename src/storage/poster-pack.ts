/**
 * Stores pictures of many sizes in a pack with records of one size: each picture is cut into pieces. The first piece
 * begins with the picture's width and height and is stored last, so a picture that can be found is complete.
 */
import type { RecordPack } from './record-pack';

/** Bytes per piece: posters of 171 × 256 and 185 × 278 pixels take four. */
export const PIECE = 40 * 1024;
const HEADER = 8;
/** Limit on width and height; a larger number means damaged data. */
const LONGEST = 2 ** 16;

interface Picture {
  /** RGB bytes `[height, width, 3]`. */
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/** Stores one record if there is room. */
type Keep = (identity: string, record: Uint8Array) => boolean;

const pieceName = (identity: string, piece: number) => (piece === 0 ? identity : `${identity}#${piece}`);

export function hasPicture(pack: RecordPack, identity: string): boolean {
  return pack.has(identity);
}

/** @returns false if there is not enough room for all of it. */
export function keepPicture(identity: string, { data, width, height }: Picture, keep: Keep): boolean {
  const pieces = Math.ceil((HEADER + data.length) / PIECE);
  for (let piece = pieces - 1; piece >= 0; piece--) {
    const record = new Uint8Array(PIECE);
    const from = piece * PIECE - HEADER;
    if (piece === 0) {
      new DataView(record.buffer).setUint32(0, width, true);
      new DataView(record.buffer).setUint32(4, height, true);
    }
    record.set(data.subarray(Math.max(0, from), from + PIECE), piece === 0 ? HEADER : 0);
    if (!keep(pieceName(identity, piece), record)) return false;
  }
  return true;
}

/** @returns null if it is missing or damaged. */
export function readPicture(pack: RecordPack, identity: string): Picture | null {
  const first = new Uint8Array(PIECE);
  if (!pack.read(identity, first)) return null;
  const header = new DataView(first.buffer);
  const [width, height] = [header.getUint32(0, true), header.getUint32(4, true)];
  if (width === 0 || height === 0 || width > LONGEST || height > LONGEST) return null;
  const data = new Uint8Array(width * height * 3);
  data.set(first.subarray(HEADER, Math.min(PIECE, HEADER + data.length)));
  for (let piece = 1, at = PIECE - HEADER; at < data.length; piece++, at += PIECE) {
    const whole = at + PIECE <= data.length;
    // whole pieces are read in place, the last one through a buffer
    const record = whole ? data.subarray(at, at + PIECE) : first;
    if (!pack.read(pieceName(identity, piece), record)) return null;
    if (!whole) data.set(first.subarray(0, data.length - at), at);
  }
  return { data, width, height };
}
