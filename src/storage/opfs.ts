/**
 * The browser's private file system (OPFS), with files that a worker reads and writes at once. Everything of the
 * project lies in one folder of it, `onesheet`.
 */
import { OnesheetError } from '../core/errors';
import type { ByteFile, ByteFolder } from './byte-file';
import { writeError } from './storage-error';

/**
 * A folder under the project's own, made where it is not there.
 * @throws OnesheetError `storage-unavailable` where the browser has no private file system or forbids it.
 */
export async function opfsFolder(name: string): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    const project = await root.getDirectoryHandle('onesheet', { create: true });
    return await project.getDirectoryHandle(name, { create: true });
  } catch (cause) {
    throw storageUnavailable(cause);
  }
}

function storageUnavailable(cause: unknown): OnesheetError {
  return new OnesheetError(
    'storage-unavailable',
    'This browser gives the page no storage of its own.',
    'Go on: everything works, but nothing is kept when the page is closed. A private window has no storage.',
    { cause },
  );
}

/** Bytes of all files in a folder of the private file system; 0 where there is none. */
export async function opfsBytes(name: string): Promise<number> {
  try {
    const files = await (await OpfsFolder.open(name)).list();
    return files.reduce((sum, file) => sum + file.bytes, 0);
  } catch (error) {
    if (error instanceof OnesheetError) return 0;
    throw error;
  }
}

/** Removes what is not in use from a folder of the private file system. */
export async function clearOpfs(name: string): Promise<void> {
  let directory: FileSystemDirectoryHandle;
  try {
    directory = await opfsFolder(name);
  } catch {
    return;
  }
  const names: string[] = [];
  for await (const file of directory.keys()) names.push(file);
  // a file that a run has open stays until the next time
  await Promise.allSettled(names.map((file) => directory.removeEntry(file)));
}

/** A folder of the private file system as a {@link ByteFolder}. Each file can be open once, in one tab. */
export class OpfsFolder implements ByteFolder {
  private constructor(private readonly directory: FileSystemDirectoryHandle) {}

  /** @throws OnesheetError `storage-unavailable`. */
  static async open(name: string): Promise<OpfsFolder> {
    return new OpfsFolder(await opfsFolder(name));
  }

  /** @throws OnesheetError `storage-unavailable` where another tab has the file open. */
  async open(name: string): Promise<ByteFile> {
    try {
      const handle = await this.directory.getFileHandle(name, { create: true });
      return new OpfsFile(await handle.createSyncAccessHandle());
    } catch (cause) {
      throw storageUnavailable(cause);
    }
  }

  async read(name: string): Promise<ArrayBuffer | null> {
    try {
      return await (await (await this.directory.getFileHandle(name)).getFile()).arrayBuffer();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return null;
      throw storageUnavailable(error);
    }
  }

  async list(): Promise<{ name: string; bytes: number }[]> {
    const files: { name: string; bytes: number }[] = [];
    for await (const handle of this.directory.values()) {
      if (handle.kind !== 'file') continue;
      // oxlint-disable-next-line eslint/no-await-in-loop -- a handful of files
      const { size } = await handle.getFile();
      files.push({ name: handle.name, bytes: size });
    }
    return files;
  }

  async remove(name: string): Promise<void> {
    try {
      await this.directory.removeEntry(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    }
  }
}

class OpfsFile implements ByteFile {
  constructor(private readonly handle: FileSystemSyncAccessHandle) {}

  size(): number {
    return this.handle.getSize();
  }

  read(into: Uint8Array<ArrayBuffer>, at: number): number {
    return this.handle.read(into, { at });
  }

  write(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    let written = 0;
    try {
      written = this.handle.write(bytes, { at });
    } catch (cause) {
      throw notWritten(cause);
    }
    // a write that is cut short is how some browsers say that there is no more room
    if (written < bytes.length)
      throw notWritten(
        new DOMException(`${written} of ${bytes.length} bytes were written.`, 'QuotaExceededError'),
      );
  }

  truncate(size: number): void {
    try {
      this.handle.truncate(size);
    } catch (cause) {
      throw notWritten(cause);
    }
  }

  flush(): void {
    this.handle.flush();
  }

  close(): void {
    this.handle.close();
  }
}

function notWritten(cause: unknown): OnesheetError {
  return writeError(cause, {
    what: 'A file of the page',
    whenFull:
      'Clear the caches, or free space on the disk; posters that are not kept are decoded again when they are needed.',
  });
}
