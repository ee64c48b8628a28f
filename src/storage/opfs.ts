/**
 * The browser's private file system (OPFS), with files that a worker reads and writes synchronously. All files of the
 * project are in one folder, `onesheet`.
 */
import { OnesheetError } from '../core/errors';
import type { ByteFile, ByteFolder } from './byte-file';
import { writeError } from './storage-error';

/**
 * A folder inside the project's own; creates it if missing.
 * @throws OnesheetError `storage-unavailable` if the browser has no private file system or denies access to it.
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

/** Total bytes of the files in a folder of the private file system; 0 if there is none. */
export async function opfsBytes(name: string): Promise<number> {
  try {
    const files = await (await OpfsFolder.open(name)).list();
    return files.reduce((sum, file) => sum + file.bytes, 0);
  } catch (error) {
    if (error instanceof OnesheetError) return 0;
    throw error;
  }
}

/** Removes the files that are not in use from a folder of the private file system. */
export async function clearOpfs(name: string): Promise<void> {
  let directory: FileSystemDirectoryHandle;
  try {
    directory = await opfsFolder(name);
  } catch {
    return;
  }
  const names: string[] = [];
  for await (const file of directory.keys()) names.push(file);
  // removing a file that a run has open fails; it stays until the next time
  await Promise.allSettled(names.map((file) => directory.removeEntry(file)));
}

/** A folder of the private file system as a {@link ByteFolder}. Each file can only be open once, in one tab. */
export class OpfsFolder implements ByteFolder {
  private constructor(private readonly directory: FileSystemDirectoryHandle) {}

  /** @throws OnesheetError `storage-unavailable`. */
  static async open(name: string): Promise<OpfsFolder> {
    return new OpfsFolder(await opfsFolder(name));
  }

  /** @throws OnesheetError `storage-unavailable` if another tab has the file open. */
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
    // some browsers signal a lack of room by a short write
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
