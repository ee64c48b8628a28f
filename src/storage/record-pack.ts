/**
 * Records of one length, one a poster (its pixels, its features), in two files: `NAME.records` holds them one after
 * the other, `NAME.jsonl` a line for each: `[identity, record number, checksum]`. A record is written before its
 * line, so a crash leaves records without a line, or half a line; both are written over. A record whose checksum
 * does not fit is as good as not there.
 *
 * Every write that makes a file longer asks the browser for room, which takes longer than the write itself: the
 * records' file grows in large steps, and lines are written many at a time.
 */
import { readAll, type ByteFile, type ByteFolder } from './byte-file';

/** Bytes by which the records' file grows at once. */
const GROWTH = 16 * 2 ** 20;
/** So many posters may be lost by a crash. */
const LINES_AT_ONCE = 64;

export class RecordPack {
  private readonly records = new Map<string, { slot: number; checksum: number }>();
  private indexEnd = 0;
  private next = 0;
  /** Lines that are not yet written. */
  private pending: string[] = [];

  private constructor(
    private readonly file: ByteFile,
    private readonly index: ByteFile,
    private readonly recordBytes: number,
  ) {}

  /**
   * Opens a pack and reads its index.
   * @param recordBytes bytes of one record.
   * @throws OnesheetError `storage-unavailable` where another tab has it open.
   */
  static async open(folder: ByteFolder, name: string, recordBytes: number): Promise<RecordPack> {
    const open: ByteFile[] = [];
    try {
      for (const each of [recordsName(name), indexName(name)]) open.push(await folder.open(each));
      const pack = new RecordPack(open[0], open[1], recordBytes);
      pack.readIndex();
      return pack;
    } catch (error) {
      // a file that stays open cannot be opened again until the page is closed
      for (const file of open) file.close();
      throw error;
    }
  }

  /** Posters in it. */
  get count(): number {
    return this.records.size;
  }

  /** On the disk, or on its way there. */
  get bytes(): number {
    return this.next * this.recordBytes + this.indexEnd;
  }

  has(identity: string): boolean {
    return this.records.has(identity);
  }

  /** Reads a poster's record into `out`. @returns false where it is not there, or was damaged. */
  read(identity: string, out: Uint8Array): boolean {
    const record = this.records.get(identity);
    if (!record) return false;
    const found = this.file.read(out, record.slot * this.recordBytes);
    if (found === this.recordBytes && checksumOf(out) === record.checksum) return true;
    this.records.delete(identity);
    return false;
  }

  /**
   * Keeps a poster's record; it is found by a later visit after {@link commit}.
   * @throws OnesheetError `storage-full`; what was there before stays whole.
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

  /** Lists what was kept; it is found again unless the machine itself fails. @throws OnesheetError `storage-full`. */
  commit(): void {
    if (this.pending.length === 0) return;
    const lines = new TextEncoder().encode(this.pending.join(''));
    this.index.write(lines, this.indexEnd);
    this.indexEnd += lines.length;
    this.pending = [];
  }

  /** Writes everything out to the disk. @throws OnesheetError `storage-full`. */
  flush(): void {
    this.file.flush();
    this.commit();
    this.index.flush();
  }

  /** Lists what was kept and lets the files go. */
  close(): void {
    try {
      // gives back what it grew by too much: there may be no other room for the list
      this.file.truncate(this.next * this.recordBytes);
      this.commit();
    } catch {
      // the storage is full: the last records are not listed, and will be made again
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
      // less room than a step: the write itself will tell whether there is enough for one record
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

/** The two files' names. */
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

/** FNV-1a over 32-bit words and the bytes that are left: finds torn writes, not forgers. */
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
