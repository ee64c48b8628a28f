/**
 * Fetched posters, each a file in the private file system. The browser writes each under a temporary name first, so a
 * file that exists is complete.
 */
import type { PosterCache } from '../core/fetch/poster-cache';
import { OnesheetError } from '../core/errors';
import { writeError } from './storage-error';
import { opfsFolder } from './opfs';

export class FetchedPosters implements PosterCache {
  private constructor(
    private readonly directory: FileSystemDirectoryHandle | null,
    /** Bytes by name. */
    private readonly sizes: Map<string, number>,
    /** Used if there is no private file system. */
    private readonly memory: Map<string, Blob>,
  ) {}

  /** The posters fetched so far. Without a private file system they are kept in memory. */
  static async open(): Promise<FetchedPosters> {
    try {
      const directory = await opfsFolder('fetched');
      return new FetchedPosters(directory, await readSizes(directory), new Map());
    } catch (error) {
      if (!(error instanceof OnesheetError)) throw error;
      return new FetchedPosters(null, new Map(), new Map());
    }
  }

  get count(): number {
    return this.sizes.size;
  }

  /** Total bytes. */
  get bytes(): number {
    return [...this.sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  /** Bytes of a poster; null if it was never fetched. */
  sizeOf(name: string): number | null {
    return this.sizes.get(name) ?? null;
  }

  has(name: string): Promise<boolean> {
    return Promise.resolve(this.sizes.has(name));
  }

  /** The poster as a file that is read on demand; null if it was never fetched. */
  async get(name: string): Promise<Blob | null> {
    if (!this.sizes.has(name)) return null;
    if (!this.directory) return this.memory.get(name) ?? null;
    return (await this.directory.getFileHandle(name)).getFile();
  }

  /** @throws OnesheetError `storage-full`. */
  async put(name: string, poster: Blob): Promise<void> {
    if (!this.directory) this.memory.set(name, poster);
    else await writeWhole(this.directory, name, poster);
    this.sizes.set(name, poster.size);
  }

  async clear(): Promise<void> {
    const names = [...this.sizes.keys()];
    this.sizes.clear();
    this.memory.clear();
    for (const name of names) await this.directory?.removeEntry(name);
  }
}

/** Number of files whose sizes are read at the same time. */
const AT_ONCE = 64;

/** A file of 0 bytes was being written when the page was closed, and counts as missing. */
async function readSizes(directory: FileSystemDirectoryHandle): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  let pending: Promise<void>[] = [];
  const read = async (handle: FileSystemFileHandle) => {
    const { size } = await handle.getFile();
    if (size > 0) sizes.set(handle.name, size);
  };
  for await (const handle of directory.values()) {
    if (handle.kind === 'file' && !handle.name.endsWith('.crswap')) pending.push(read(handle));
    if (pending.length < AT_ONCE) continue;
    await Promise.all(pending);
    pending = [];
  }
  await Promise.all(pending);
  return sizes;
}

async function writeWhole(directory: FileSystemDirectoryHandle, name: string, poster: Blob): Promise<void> {
  const handle = await directory.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  try {
    await writable.write(poster);
    await writable.close();
  } catch (cause) {
    // cleanup: the error that matters is the one thrown below
    await writable.abort().catch(() => undefined);
    await directory.removeEntry(name).catch(() => undefined);
    throw writeError(cause, {
      what: 'A poster',
      whenFull: 'Clear the caches, or free space on the disk, and go on; what was fetched is kept.',
    });
  }
}
