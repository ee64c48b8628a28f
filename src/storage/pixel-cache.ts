/**
 * Prepared posters, kept between visits: one pack for each kind of preparation (fit, size, and for random crops the
 * seed). All packs together stay within a budget; the least recently used pack is removed first. Uses memory if there
 * is no private file system, or another tab has it open, and says so in `notice`.
 */
import { toReport, OnesheetError, type ErrorReport } from '../core/errors';
import type { Recipe } from '../core/recipe/recipe';
import { readAll, type ByteFolder } from './byte-file';
import { MemoryFolder } from './memory-folder';
import { OpfsFolder } from './opfs';
import { PIECE } from './poster-pack';
import { indexName, RecordPack, recordsName } from './record-pack';

const FOLDER = 'pixels';
/** JSON file with the packs' names and times of last use. */
const USED = 'used.json';
/** Share of the browser's quota that the packs may use. */
const SHARE_OF_QUOTA = 0.5;
const BYTES_IN_MEMORY = 512 * 2 ** 20;

export type Images = Pick<Recipe['images'], 'fit' | 'width' | 'height'>;

/** The name of a pack. Only random crops depend on the seed. */
export function packName({ fit, width, height }: Images, seed: number): string {
  return `${fit}-${width}x${height}${fit === 'random-crop' ? `-seed${seed}` : ''}`;
}

export class PixelCache {
  /** Why posters are not stored, or only in memory; null if all is well. */
  notice: ErrorReport | null = null;
  private readonly packs = new Map<string, Promise<RecordPack>>();
  private readonly opened = new Set<RecordPack>();
  /** Bytes of packs from earlier visits that are not open. */
  private closedBytes = 0;
  private opening: Promise<unknown> = Promise.resolve();
  /** Used while another tab has the packs open. */
  private inMemory: MemoryFolder | null = null;

  /** @param budget total bytes of all packs. */
  constructor(
    private folder: ByteFolder,
    private readonly budget: number,
  ) {}

  /** The cache of this origin. */
  static async open(): Promise<PixelCache> {
    try {
      const folder = await OpfsFolder.open(FOLDER);
      const { quota = 0 } = await navigator.storage.estimate();
      return new PixelCache(folder, quota * SHARE_OF_QUOTA);
    } catch (error) {
      const cache = new PixelCache(new MemoryFolder(BYTES_IN_MEMORY), BYTES_IN_MEMORY);
      cache.notice = toReport(error);
      return cache;
    }
  }

  /** The pack for this kind of preparation. */
  pack(images: Images, seed: number): Promise<RecordPack> {
    return this.open(packName(images, seed), images.width * images.height * 3);
  }

  /** The pack of posters at their own size, with at most `mostPixels` pixels, for `keepPicture` and `readPicture`. */
  posters(mostPixels: number): Promise<RecordPack> {
    return this.open(`posters-${mostPixels}`, PIECE);
  }

  private open(name: string, recordBytes: number): Promise<RecordPack> {
    const open = this.packs.get(name);
    if (open) return open;
    // one after another, because each reads the list of uses
    const pack = this.opening.then(() => this.openPack(name, recordBytes));
    this.opening = pack.catch(() => this.packs.delete(name));
    this.packs.set(name, pack);
    return pack;
  }

  /**
   * Stores pixels if there is room.
   * @returns false if there is none; `notice` says why.
   */
  keep(pack: RecordPack, identity: string, pixels: Uint8Array): boolean {
    if (this.notice?.code === 'storage-full') return false;
    try {
      if (this.bytesInPacks() + pixels.length > this.budget) throw overBudget(this.budget);
      pack.append(identity, pixels);
      return true;
    } catch (error) {
      this.notice = toReport(error);
      return false;
    }
  }

  /** Writes the index, so that the next visit finds what was stored. */
  commit(pack: RecordPack): void {
    try {
      pack.commit();
    } catch (error) {
      this.notice = toReport(error);
    }
  }

  /** Total bytes of all packs. */
  async bytes(): Promise<number> {
    return (await this.folder.list()).reduce((sum, file) => sum + file.bytes, 0);
  }

  /** Flushes data that the operating system may still buffer. */
  async flush(): Promise<void> {
    for (const pack of await Promise.all(this.packs.values())) pack.flush();
  }

  /** Removes all packs. */
  async clear(): Promise<void> {
    for (const pack of await Promise.all(this.packs.values())) pack.close();
    this.packs.clear();
    this.opened.clear();
    this.closedBytes = 0;
    this.inMemory = null;
    for (const { name } of await this.folder.list()) await this.folder.remove(name);
    if (this.notice?.code === 'storage-full') this.notice = null;
  }

  private bytesInPacks(): number {
    let bytes = this.closedBytes;
    for (const pack of this.opened) bytes += pack.bytes;
    return bytes;
  }

  private async openPack(name: string, recordBytes: number): Promise<RecordPack> {
    const pack = await this.openWhereItCan(name, recordBytes);
    this.opened.add(pack);
    return pack;
  }

  private async openWhereItCan(name: string, recordBytes: number): Promise<RecordPack> {
    try {
      await this.makeRoom(name);
      return await RecordPack.open(this.folder, name, recordBytes);
    } catch (error) {
      if (!(error instanceof OnesheetError) || error.code !== 'storage-unavailable') throw error;
      this.notice = toReport(error);
      this.inMemory ??= new MemoryFolder(BYTES_IN_MEMORY);
      return RecordPack.open(this.inMemory, name, recordBytes);
    }
  }

  /** Marks the pack as used now, and removes others, least recently used first, until half the budget is free. */
  private async makeRoom(wanted: string): Promise<void> {
    const used = await this.readUsed();
    used.set(wanted, Date.now());
    const filesOf = (name: string) => [recordsName(name), indexName(name)];
    // the pack itself may already be among them
    const open = new Set([...this.packs.keys()].flatMap(filesOf));
    const closed = (await this.folder.list()).filter(({ name }) => !open.has(name));
    const sizes = new Map(closed.map(({ name, bytes }) => [name, bytes]));
    this.closedBytes = closed.reduce((sum, { bytes }) => sum + bytes, 0);
    const others = [...used].filter(([name]) => !this.packs.has(name)).sort((a, b) => a[1] - b[1]);
    for (const [name] of others) {
      if (this.bytesInPacks() <= this.budget / 2) break;
      for (const file of filesOf(name)) {
        await this.folder.remove(file);
        this.closedBytes -= sizes.get(file) ?? 0;
      }
      used.delete(name);
    }
    await this.writeUsed(used);
  }

  private async readUsed(): Promise<Map<string, number>> {
    const file = await this.folder.open(USED);
    try {
      const used: unknown = JSON.parse(new TextDecoder().decode(readAll(file)));
      return new Map(Object.entries(used as Record<string, number>));
    } catch {
      // missing, or truncated by a crash: only the order of removal is lost
      return new Map();
    } finally {
      file.close();
    }
  }

  private async writeUsed(used: Map<string, number>): Promise<void> {
    const file = await this.folder.open(USED);
    try {
      const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(used)));
      file.write(bytes, 0);
      file.truncate(bytes.length);
    } finally {
      file.close();
    }
  }
}

function overBudget(budget: number): OnesheetError {
  return new OnesheetError(
    'storage-full',
    `Prepared posters may take ${Math.round(budget / 2 ** 20)} MB of this browser's storage, and they do.`,
    'Clear the caches, or go on: posters that are not kept are decoded again when they are needed.',
  );
}
