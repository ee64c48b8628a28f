/**
 * Measurements of posters, kept between visits: one small record per poster, by its identity. Uses memory if there is
 * no private file system, or another tab has it open.
 */
import { OnesheetError, toReport, type ErrorReport } from '../core/errors';
import type { PosterFacts } from '../core/pixels/poster-facts';
import type { ByteFolder } from './byte-file';
import { MemoryFolder } from './memory-folder';
import { clearOpfs, OpfsFolder } from './opfs';
import { RecordPack } from './record-pack';

/** The folder of the private file system that holds the facts. */
const FACTS_FOLDER = 'facts';
/** Change this whenever the measurements change, so that older records are not found. */
const PACK = 'facts-1';
/** Width, height, two hashes of two words each; three shares. */
const WORDS = 6;
const SHARES = 3;
const FACTS_BYTES = WORDS * 4 + SHARES * 8;
const BYTES_IN_MEMORY = 64 * 2 ** 20;

/** Kept for the lifetime of the worker. */
const memory = new MemoryFolder(BYTES_IN_MEMORY);

export class FactsCache {
  /** Why facts are not stored, or only in memory; null if all is well. */
  notice: ErrorReport | null = null;
  private readonly record = new Uint8Array(FACTS_BYTES);

  private constructor(private readonly pack: RecordPack) {}

  /** Opens the cache. @param folder the origin's private file system by default. */
  static async open(folder?: ByteFolder): Promise<FactsCache> {
    try {
      const where = folder ?? (await OpfsFolder.open(FACTS_FOLDER));
      return new FactsCache(await RecordPack.open(where, PACK, FACTS_BYTES));
    } catch (error) {
      if (!(error instanceof OnesheetError) || error.code !== 'storage-unavailable') throw error;
      const cache = new FactsCache(await RecordPack.open(memory, PACK, FACTS_BYTES));
      cache.notice = toReport(error);
      return cache;
    }
  }

  /** Removes all facts of this origin, except those of a cache that is open. */
  static async clear(): Promise<void> {
    await clearOpfs(FACTS_FOLDER);
    for (const { name } of await memory.list()) await memory.remove(name);
  }

  /** The measurements of a poster; null if it was not measured. */
  read(identity: string): PosterFacts | null {
    return this.pack.read(identity, this.record) ? decodeFacts(this.record) : null;
  }

  /** Stores measurements if there is room; otherwise sets `notice`. */
  keep(identity: string, facts: PosterFacts): void {
    if (this.notice?.code === 'storage-full') return;
    try {
      this.pack.append(identity, encodeFacts(facts));
    } catch (error) {
      this.notice = toReport(error);
    }
  }

  /** Flushes and closes the files. */
  close(): void {
    this.pack.close();
  }
}

/** Little-endian. */
function encodeFacts({ width, height, perceptual, difference, ...shares }: PosterFacts): Uint8Array {
  const view = new DataView(new ArrayBuffer(FACTS_BYTES));
  for (const [at, word] of [width, height, ...perceptual, ...difference].entries())
    view.setUint32(at * 4, word, true);
  for (const [at, share] of [shares.colouredShare, shares.deviation, shares.mainColourShare].entries())
    view.setFloat64(WORDS * 4 + at * 8, share, true);
  return new Uint8Array(view.buffer);
}

function decodeFacts(record: Uint8Array): PosterFacts {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const word = (at: number) => view.getUint32(at * 4, true);
  const share = (at: number) => view.getFloat64(WORDS * 4 + at * 8, true);
  return {
    width: word(0),
    height: word(1),
    perceptual: [word(2), word(3)],
    difference: [word(4), word(5)],
    colouredShare: share(0),
    deviation: share(1),
    mainColourShare: share(2),
  };
}
