/**
 * Bytes of a table, in chunks → text. The encoding is found on the way: a byte-order mark or a pattern of NULs
 * says at once, else everything is ASCII until the first byte that is not, and the chunk around that decides
 * between UTF-8 and Windows-1252.
 */
import { OnesheetError } from '../errors';
import { dialectName, type DialectFinding, type Encoding } from './dialect';
import type { Problem } from './film';
import type { Place } from '../places';
import { counted } from '../text';

const WHERE: Place = { workspace: 'data', control: 'open' };

/** Bytes looked at before the first text comes out. */
const SAMPLE_BYTES = 65_536;

/** What files that are no text begin with. */
const MAGICS: readonly { name: string; bytes: readonly number[] }[] = [
  { name: 'a gzip archive', bytes: [0x1f, 0x8b] },
  { name: 'a ZIP archive', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'an empty ZIP archive', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { name: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { name: 'a GIF image', bytes: [0x47, 0x49, 0x46, 0x38] },
  { name: 'a PDF document', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: 'an older Excel workbook', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'a 7z archive', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { name: 'an xz archive', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { name: 'a Zstandard archive', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'a Parquet file', bytes: [0x50, 0x41, 0x52, 0x31] },
  { name: 'an HDF5 file', bytes: [0x89, 0x48, 0x44, 0x46] },
  { name: 'a SQLite database', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66] },
  { name: 'a program', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { name: 'a WebAssembly module', bytes: [0x00, 0x61, 0x73, 0x6d] },
];

/** What was found; a person may also choose any of the encodings that a browser knows. */
export type TextEncodingName = 'ASCII' | 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252';

const NAMED: Record<TextEncodingName, Encoding> = {
  ASCII: 'utf-8',
  'UTF-8': 'utf-8',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  'Windows-1252': 'windows-1252',
};

/** Push bytes in chunks of any size, then end; text comes out as soon as it is certain. */
export class TextFromBytes {
  private held: Uint8Array = new Uint8Array(0);
  private decoder: TextDecoder | null = null;
  private begun = false;
  private found: TextEncodingName = 'ASCII';
  /** Damaged UTF-8 sequences become U+FFFD; how many. */
  private damaged = 0;
  private readonly told: Problem[] = [];

  /** @param chosen the person's own word; nothing is judged then. */
  constructor(private readonly chosen?: Encoding) {}

  /** What the bytes are, as far as is known. */
  get encoding(): TextEncodingName {
    return this.found;
  }

  /** What was guessed or could not be decoded; complete after {@link end}. */
  get notices(): readonly Problem[] {
    return this.told;
  }

  /** The encoding as a trait of the table's dialect; complete after {@link end}. */
  get finding(): DialectFinding {
    const guessed = this.found === 'Windows-1252';
    const judged = this.found === 'ASCII' ? 'it has plain ASCII alone' : `its bytes are valid ${this.found}`;
    return {
      trait: 'encoding',
      value: this.chosen ?? NAMED[this.found],
      columns: [],
      why: this.chosen ? 'chosen by you' : guessed ? 'it is not valid UTF-8' : judged,
      // what was guessed is told of in a notice; asking about every western table would teach nobody anything
      sure: true,
    };
  }

  /** @throws OnesheetError `table-binary`, `table-encoding`. */
  push(bytes: Uint8Array): string {
    if (this.begun) return this.decode(this.withHeld(bytes), true);
    this.held = join(this.held, bytes);
    return this.held.length >= SAMPLE_BYTES ? this.begin(true) : '';
  }

  /** @throws OnesheetError `table-empty`, and what {@link push} throws. */
  end(): string {
    if (!this.begun && this.held.length === 0)
      throw new OnesheetError(
        'table-empty',
        'The file is empty: 0 bytes.',
        'Open a CSV file with at least one film.',
        { where: WHERE },
      );
    const text = this.begun ? this.decode(this.withHeld(new Uint8Array(0)), false) : this.begin(false);
    if (this.damaged > 0)
      this.tell(
        'text-damaged',
        `${counted(this.damaged, 'character')} not valid in ${dialectName('encoding', this.chosen ?? 'utf-8')} ${this.damaged === 1 ? 'is' : 'are'} shown as \ufffd.`,
      );
    return text;
  }

  private begin(more: boolean): string {
    this.begun = true;
    const bytes = this.withHeld(new Uint8Array(0));
    const magic = MAGICS.find((magic) => magic.bytes.every((byte, at) => bytes[at] === byte));
    if (magic) throw binary(`it is ${magic.name}`);
    const wide = findUtf16(bytes);
    if (this.chosen) this.decoder = new TextDecoder(this.chosen);
    else if (wide) this.choose(wide);
    else {
      const control = countControls(bytes);
      if (control > 0.05 * bytes.length)
        throw binary(`${control} of its first ${bytes.length} bytes are not text`);
    }
    return this.decode(bytes, more);
  }

  private decode(bytes: Uint8Array, more: boolean): string {
    if (this.decoder === null) {
      if (isAscii(bytes)) return latin(bytes);
      const encoding = this.narrowEncoding(bytes, more);
      if (encoding === null) {
        this.held = bytes.slice();
        return '';
      }
      this.choose(encoding);
    }
    const text = this.decoder?.decode(bytes, { stream: more }) ?? '';
    if (this.chosen || this.found === 'UTF-8' || this.found.startsWith('UTF-16'))
      this.damaged += countReplaced(text);
    return text;
  }

  /** What was held back, with the new bytes behind it. */
  private withHeld(bytes: Uint8Array): Uint8Array {
    if (this.held.length === 0) return bytes;
    const both = join(this.held, bytes);
    this.held = new Uint8Array(0);
    return both;
  }

  /** UTF-8 or Windows-1252, by the chunk in which the first byte beyond ASCII stands; null where it is cut off. */
  private narrowEncoding(bytes: Uint8Array, more: boolean): TextEncodingName | null {
    const { valid, invalid } = judgeUtf8(bytes, more);
    if (valid + invalid === 0 && more) return null;
    if (invalid === 0 || valid > 4 * invalid) return 'UTF-8';
    // the five bytes that Windows-1252 leaves undefined are common in Shift JIS, GBK and Windows-1251
    if (bytes.some((byte) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte)))
      throw new OnesheetError(
        'table-encoding',
        'The table is in an encoding that cannot be told from its bytes: neither UTF-8 nor UTF-16 nor Windows-1252.',
        'Save it as UTF-8 ("CSV UTF-8" in a spreadsheet program) and open it again.',
        { where: WHERE },
      );
    this.tell(
      'encoding-guessed',
      'The table is not UTF-8; it was read as Windows-1252. If letters look wrong, choose another encoding for it.',
    );
    return 'Windows-1252';
  }

  private choose(encoding: TextEncodingName): void {
    this.found = encoding;
    this.decoder = new TextDecoder(encoding.toLowerCase());
  }

  private tell(kind: string, reason: string): void {
    this.told.push({ kind, line: null, file: null, reason, found: '' });
  }
}

function binary(why: string): OnesheetError {
  return new OnesheetError(
    'table-binary',
    `This is not a text table: ${why}.`,
    'Open a CSV file. Images and archives are opened as posters.',
    { where: WHERE },
  );
}

/** UTF-16 by its byte-order mark, or by NULs on every other place of what would be Latin text. */
function findUtf16(bytes: Uint8Array): TextEncodingName | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  const length = Math.min(bytes.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const half = length / 2;
  if (half >= 8 && odd > 0.7 * half && even < 0.05 * half) return 'UTF-16LE';
  if (half >= 8 && even > 0.7 * half && odd < 0.05 * half) return 'UTF-16BE';
  return null;
}

/** Bytes that no text holds: control characters other than tab, line ends, form feed and escape. */
function countControls(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes)
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 11 || byte === 127) count++;
  return count;
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 127) return false;
  return true;
}

const asciiDecoder = new TextDecoder();
function latin(bytes: Uint8Array): string {
  return asciiDecoder.decode(bytes);
}

/** Sequences of UTF-8 beyond ASCII, and places where there is none; a sequence cut off by the chunk's end is neither. */
function judgeUtf8(bytes: Uint8Array, more: boolean): { valid: number; invalid: number } {
  let valid = 0;
  let invalid = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte < 128) {
      at++;
      continue;
    }
    const length = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
    if (length === 0 || byte >= 0xf5) {
      invalid++;
      at++;
      continue;
    }
    let behind = at + 1;
    while (behind < at + length && behind < bytes.length && (bytes[behind] & 0xc0) === 0x80) behind++;
    if (behind === at + length) valid++;
    else if (!(behind === bytes.length && more)) invalid++;
    at = behind;
  }
  return { valid, invalid };
}

function countReplaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++;
  return count;
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second.slice();
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
