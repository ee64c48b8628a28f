/**
 * Files and folders as the caches use them: synchronous reads and writes at byte offsets. Implemented by the browser's
 * private file system, and by memory for tests and for browsers without that file system.
 */

export interface ByteFile {
  /** Size in bytes. */
  size(): number;
  /** Fills `into` from the offset on. @returns the number of bytes read. */
  read(into: Uint8Array, at: number): number;
  /** Writes all bytes. @throws OnesheetError `storage-full`. */
  write(bytes: Uint8Array, at: number): void;
  /** Shortens or extends the file. @throws OnesheetError `storage-full`. */
  truncate(size: number): void;
  /** Returns once everything written would survive a power failure. */
  flush(): void;
  close(): void;
}

export interface ByteFolder {
  /** Opens a file for reading and writing; creates it if missing. */
  open(name: string): Promise<ByteFile>;
  /** The whole file as last flushed, whether or not it is open elsewhere; null if there is none. */
  read(name: string): Promise<ArrayBuffer | null>;
  /** @returns names and sizes in bytes. */
  list(): Promise<{ name: string; bytes: number }[]>;
  /** Removes a closed file; no error if there is none. */
  remove(name: string): Promise<void>;
}

/** Reads a small file whole. */
export function readAll(file: ByteFile): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file.size());
  file.read(bytes, 0);
  return bytes;
}
