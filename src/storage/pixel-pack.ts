/**
 * Prepared posters of one kind (fit and size) in two files: `NAME.rgb` holds records of the same length one
 * after the other, `NAME.jsonl` a line for each: `[identity, record number, checksum]`. A record is written before
 * its line, so a crash leaves a record without a line, or half a line; both are written over. A record whose
 * checksum does not fit is as good as not there.
 */
import { readAll, type ByteFile, type ByteFolder } from './byte-file';

export class PixelPack {
  private readonly records = new Map<string, { slot: number; checksum: number }>();
  private indexEnd = 0;
  private next = 0;

  private constructor(
    private readonly pixels: ByteFile,
    private readonly index: ByteFile,
    private readonly recordBytes: number,
  ) {}

  /**
   * Opens a pack and reads its index.
   * @param recordBytes width · height · 3.
   * @throws OnesheetError `storage-unavailable` where another tab has it open.
   */
  static async open(folder: ByteFolder, name: string, recordBytes: number): Promise<PixelPack> {
    const pixels = await folder.open(pixelsName(name));
    try {
      const pack = new PixelPack(pixels, await folder.open(indexName(name)), recordBytes);
      pack.readIndex();
      return pack;
    } catch (error) {
      pixels.close();
      throw error;
    }
  }

  /** Posters in it. */
  get count(): number {
    return this.records.size;
  }

  /** On the disk. */
  get bytes(): number {
    return this.pixels.size() + this.index.size();
  }

  has(identity: string): boolean {
    return this.records.has(identity);
  }

  /** Reads a poster's pixels into `out`. @returns false where they are not there, or were damaged. */
  read(identity: string, out: Uint8Array): boolean {
    const record = this.records.get(identity);
    if (!record) return false;
    const found = this.pixels.read(out, record.slot * this.recordBytes);
    if (found === this.recordBytes && checksumOf(out) === record.checksum) return true;
    this.records.delete(identity);
    return false;
  }

  /** Keeps a poster's pixels. @throws OnesheetError `storage-full`; what was there before stays whole. */
  append(identity: string, pixels: Uint8Array): void {
    const slot = this.next;
    const checksum = checksumOf(pixels);
    const line = new TextEncoder().encode(`${JSON.stringify([identity, slot, checksum])}\n`);
    this.pixels.write(pixels, slot * this.recordBytes);
    this.index.write(line, this.indexEnd);
    this.next = slot + 1;
    this.indexEnd += line.length;
    this.records.set(identity, { slot, checksum });
  }

  flush(): void {
    this.pixels.flush();
    this.index.flush();
  }

  close(): void {
    this.pixels.close();
    this.index.close();
  }

  private readIndex(): void {
    const bytes = readAll(this.index);
    const whole = Math.floor(this.pixels.size() / this.recordBytes);
    const decoder = new TextDecoder();
    for (let start = 0; ;) {
      const end = bytes.indexOf(0x0a, start);
      const entry = end < 0 ? null : parseLine(decoder.decode(bytes.subarray(start, end)));
      if (!entry || entry.slot >= whole) break;
      this.records.set(entry.identity, entry);
      this.next = Math.max(this.next, entry.slot + 1);
      start = end + 1;
      this.indexEnd = start;
    }
    this.index.truncate(this.indexEnd);
  }
}

/** The two files' names. */
export function pixelsName(pack: string): string {
  return `${pack}.rgb`;
}
export function indexName(pack: string): string {
  return `${pack}.jsonl`;
}

function parseLine(line: string): { identity: string; slot: number; checksum: number } | null {
  try {
    const entry: unknown = JSON.parse(line);
    if (!Array.isArray(entry)) return null;
    const [identity, slot, checksum] = entry as unknown[];
    if (typeof identity !== 'string' || !Number.isInteger(slot) || typeof checksum !== 'number') return null;
    return { identity, slot: slot as number, checksum };
  } catch {
    return null;
  }
}

/** FNV-1a over 32-bit words and the bytes that are left: finds torn writes, not forgers. */
function checksumOf(bytes: Uint8Array): number {
  const words = Math.floor(bytes.length / 4);
  let hash = 0x811c9dc5;
  if (bytes.byteOffset % 4 === 0) {
    for (const word of new Uint32Array(bytes.buffer, bytes.byteOffset, words))
      hash = Math.imul(hash ^ word, 0x01000193);
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < words; i++) hash = Math.imul(hash ^ view.getUint32(4 * i, true), 0x01000193);
  }
  for (let i = 4 * words; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}
