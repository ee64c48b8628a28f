/**
 * A file and a folder as the caches see them: bytes at offsets, read and written at once, without waiting. The
 * browser's private file system is one kind; memory is the other, for tests and where there is no such system.
 */

export interface ByteFile {
  /** Bytes. */
  size(): number;
  /** Fills `into` from the offset on. @returns how many bytes there were. */
  read(into: Uint8Array, at: number): number;
  /** Writes all of it. @throws OnesheetError `storage-full`. */
  write(bytes: Uint8Array, at: number): void;
  /** Cuts it off, or makes it longer. @throws OnesheetError `storage-full`. */
  truncate(size: number): void;
  /** Returns when what was written would survive a power cut. */
  flush(): void;
  close(): void;
}

export interface ByteFolder {
  /** Opens a file for reading and writing, and makes it where it is not there. */
  open(name: string): Promise<ByteFile>;
  /** A whole file as it was when it was last written out, open elsewhere or not; null where there is none. */
  read(name: string): Promise<ArrayBuffer | null>;
  /** @returns names and bytes. */
  list(): Promise<{ name: string; bytes: number }[]>;
  /** Removes a closed file; no error where there is none. */
  remove(name: string): Promise<void>;
}

/** All of a small file. */
export function readAll(file: ByteFile): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file.size());
  file.read(bytes, 0);
  return bytes;
}
