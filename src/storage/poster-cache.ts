/**
 * Posters that were fetched, as files of the private file system, one each: written under another name first by
 * the browser itself, so that a file that is there is whole.
 */
import type { PosterCache } from '../core/fetch/poster-cache';
import { OnesheetError } from '../core/errors';
import { opfsFolder } from './opfs';

export class FetchedPosters implements PosterCache {
  private constructor(
    private readonly directory: FileSystemDirectoryHandle | null,
    private readonly names: Set<string>,
    /** Where there is no private file system. */
    private readonly memory: Map<string, Blob>,
  ) {}

  /** The posters fetched so far. Without a private file system they are kept in memory. */
  static async open(): Promise<FetchedPosters> {
    try {
      const directory = await opfsFolder('fetched');
      const names = new Set<string>();
      for await (const name of directory.keys()) if (!name.endsWith('.crswap')) names.add(name);
      return new FetchedPosters(directory, names, new Map());
    } catch (error) {
      if (!(error instanceof OnesheetError)) throw error;
      return new FetchedPosters(null, new Set(), new Map());
    }
  }

  get count(): number {
    return this.names.size;
  }

  has(name: string): Promise<boolean> {
    return Promise.resolve(this.names.has(name));
  }

  /** The poster as a file that is read when it is needed; null where it was never fetched. */
  async get(name: string): Promise<Blob | null> {
    if (!this.names.has(name)) return null;
    if (!this.directory) return this.memory.get(name) ?? null;
    return (await this.directory.getFileHandle(name)).getFile();
  }

  /** @throws OnesheetError `storage-full`. */
  async put(name: string, poster: Blob): Promise<void> {
    if (!this.directory) this.memory.set(name, poster);
    else await writeWhole(this.directory, name, poster);
    this.names.add(name);
  }

  /** Bytes of all of them. */
  async bytes(): Promise<number> {
    const blobs = await Promise.all([...this.names].map((name) => this.get(name)));
    return blobs.reduce((sum, blob) => sum + (blob?.size ?? 0), 0);
  }

  async clear(): Promise<void> {
    for (const name of this.names) await this.directory?.removeEntry(name);
    this.names.clear();
    this.memory.clear();
  }
}

async function writeWhole(directory: FileSystemDirectoryHandle, name: string, poster: Blob): Promise<void> {
  const handle = await directory.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  try {
    await writable.write(poster);
    await writable.close();
  } catch (cause) {
    await writable.abort().catch(() => undefined);
    await directory.removeEntry(name).catch(() => undefined);
    throw new OnesheetError(
      'storage-full',
      'A poster could not be stored: the storage that the browser gives this page is full.',
      'Clear the caches, or free space on the disk, and go on; what was fetched is kept.',
      { cause },
    );
  }
}
