/**
 * Some of a safetensors file's tensors as a file of their own: what its beginning is, and which bytes of the source
 * come after it. With it only those bytes have to be read, from a disk or over a network, and in any number of turns.
 */
import { safetensorsBeginning, type SafetensorsHeader } from './safetensors';

/** Bytes `from … to` of the source; they lie at `at` in the new file. */
export interface Piece {
  from: number;
  to: number;
  at: number;
}

export interface Selection {
  /** Length and header of the new file. */
  beginning: Uint8Array<ArrayBuffer>;
  /** In the order of the source and of the new file alike; none touches the next. */
  pieces: readonly Piece[];
  /** Of the new file. */
  bytes: number;
}

/** The tensors of these names; names that the file does not have are passed over. */
export function selectTensors(
  { entries, metadata }: SafetensorsHeader,
  names: ReadonlySet<string>,
): Selection {
  const chosen = entries.filter(({ name }) => names.has(name));
  const beginning = safetensorsBeginning(
    chosen.map(({ name, dtype, shape, begin, end }) => ({ name, dtype, shape, bytes: end - begin })),
    metadata,
  );
  return joined(
    beginning,
    chosen.map(({ begin, end }) => [begin, end]),
  );
}

/**
 * The whole file, byte for byte.
 * @param beginning Its length and header.
 */
export function selectAll({ fileBytes }: SafetensorsHeader, beginning: Uint8Array<ArrayBuffer>): Selection {
  return joined(beginning, [[beginning.length, fileBytes]]);
}

function joined(beginning: Uint8Array<ArrayBuffer>, ranges: readonly [number, number][]): Selection {
  const pieces: Piece[] = [];
  let at = beginning.length;
  for (const [from, to] of ranges) {
    if (to === from) continue;
    const last = pieces.at(-1);
    if (last?.to === from) last.to = to;
    else pieces.push({ from, to, at });
    at += to - from;
  }
  return { beginning, pieces, bytes: at };
}

/** Bytes `from … to` of the source, to be asked for at once. */
export interface ByteRange {
  from: number;
  to: number;
}

/**
 * What has to be asked for once the new file has so many bytes: the rest of each piece, joined with the next where
 * less than `gap` bytes lie between, since a request costs more than they do.
 */
export function rangesLeft({ pieces }: Selection, written: number, gap: number): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const { from, to, at } of pieces) {
    const begin = from + Math.max(0, written - at);
    if (begin >= to) continue;
    const last = ranges.at(-1);
    if (last && begin - last.to < gap) last.to = to;
    else ranges.push({ from: begin, to });
  }
  return ranges;
}

/**
 * The parts of a chunk of the source that belong into the new file, and where.
 * @param from Where the chunk lies in the source.
 */
export function* partsOf(
  { pieces }: Selection,
  chunk: Uint8Array,
  from: number,
): Generator<{ bytes: Uint8Array; at: number }> {
  for (const piece of pieces) {
    const begin = Math.max(piece.from, from);
    const end = Math.min(piece.to, from + chunk.length);
    if (begin < end)
      yield { bytes: chunk.subarray(begin - from, end - from), at: piece.at + begin - piece.from };
  }
}
