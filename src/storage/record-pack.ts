/**
 * Records of one length, one per poster (its pixels, its features), in two files: `NAME.records` holds them one after
 * another, `NAME.jsonl` has a line for each: `[identity, record number, checksum]`. A record is written before its
 * line, so a crash leaves records without a line, or half a line; both get overwritten. A record with a wrong checksum
 * counts as missing.
 *
 * Every write that extends a file asks the browser for room, which takes longer than the write itself. Therefore the
 * record file grows in large steps, and lines are written in batches.
 */
import { readAll, type ByteFile, type ByteFolder } from './byte-file';

/** Bytes by which the record file grows at a time. */
const GROWTH = 16 * 2 ** 20;
/** Number of lines per write; a crash may lose this many posters. */
const LINES_AT_ONCE = 64;

export class RecordPack {
  private readonly records = new Map<string, { slot: number; checksum: number }>();
  private indexEnd = 0;
  private next = 0;
  /** Lines that are not written yet. */
  private pending: string[] = [];

  private constructor(
    private readonly file: ByteFile,
    private readonly index: ByteFile,
    private readonly recordBytes: number,
  ) {}

  /**
   * Opens a pack and reads its index.
   * @param recordBytes bytes of one record.
   * @throws OnesheetError `storage-unavailable` if another tab has it open.
   */
  static async open(folder: ByteFolder, name: string, recordBytes: number): Promise<RecordPack> {
    const open: ByteFile[] = [];
    try {
      for (const each of [recordsName(name), indexName(name)]) open.push(await folder.open(each));
      const pack = new RecordPack(open[0], open[1], recordBytes);
      pack.readIndex();
      return pack;
    } catch (error) {
      // a file left open could not be opened again until the page is closed
      for (const file of open) file.close();
      throw error;
    }
  }

  /** Number of posters. */
  get count(): number {
    return this.records.size;
  }

  /** Bytes on disk or waiting to be written. */
  get bytes(): number {
    return this.next * this.recordBytes + this.indexEnd;
  }

  has(identity: string): boolean {
    return this.records.has(identity);
  }

  /** Reads a poster's record into `out`. @returns false if it is missing or damaged. */
  read(identity: string, out: Uint8Array): boolean {
    const record = this.records.get(identity);
    if (!record) return false;
    const found = this.file.read(out, record.slot * this.recordBytes);
    if (found === this.recordBytes && checksumOf(out) === record.checksum) return true;
    this.records.delete(identity);
    return false;
  }

  /**
   * Stores a poster's record. Later visits find it after {@link commit}.
   * @throws OnesheetError `storage-full`; earlier records stay intact.
   */
  append(identity: string, record: Uint8Array): void {
    const slot = this.next;
    const checksum = checksumOf(record);
    this.growTo((slot + 1) * this.recordBytes);
    this.file.write(record, slot * this.recordBytes);
    this.next = slot + 1;
    this.records.set(identity, { slot, checksum });
    this.pending.push(`${JSON.stringify([identity, slot, checksum])}\n`);
    if (this.pending.length >= LINES_AT_ONCE) this.commit();
  }

  /**
   * Writes the index lines; the records can then be found again unless the machine itself fails. @throws OnesheetError
   * `storage-full`.
   */
  commit(): void {
    if (this.pending.length === 0) return;
    const lines = new TextEncoder().encode(this.pending.join(''));
    this.index.write(lines, this.indexEnd);
    this.indexEnd += lines.length;
    this.pending = [];
  }

  /** Flushes everything to disk. @throws OnesheetError `storage-full`. */
  flush(): void {
    this.file.flush();
    this.commit();
    this.index.flush();
  }

  /** Writes the index lines and closes the files. */
  close(): void {
    try {
      // truncate the unused part first: there may be no other room for the index
      this.file.truncate(this.next * this.recordBytes);
      this.commit();
    } catch {
      // the storage is full: the last records are not in the index, and will be made again
    } finally {
      this.file.close();
      this.index.close();
    }
  }

  private growTo(bytes: number): void {
    const size = this.file.size();
    if (bytes <= size) return;
    try {
      this.file.truncate(bytes + GROWTH);
    } catch {
      // less room than one step: the write itself will show whether there is enough for one record
    }
  }

  private readIndex(): void {
    const bytes = readAll(this.index);
    const whole = Math.floor(this.file.size() / this.recordBytes);
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

/** Names of the two files. */
export function recordsName(pack: string): string {
  return `${pack}.records`;
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

/** FNV-1a over 32-bit words and the remaining bytes: detects torn writes, not tampering. */
function checksumOf(bytes: Uint8Array): number {
  const words = Math.floor(bytes.length / 4);
  let hash = 0x811c9dc5;
  if (bytes.byteOffset % 4 === 0) {
    const all = new Uint32Array(bytes.buffer, bytes.byteOffset, words);
    // a plain loop: iterating takes five times as long
    for (let i = 0; i < words; i++) hash = Math.imul(hash ^ all[i], 0x01000193);
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < words; i++) hash = Math.imul(hash ^ view.getUint32(4 * i, true), 0x01000193);
  }
  for (let i = 4 * words; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}
