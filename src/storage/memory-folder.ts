/** A folder in memory, for tests and for browsers without a private file system. It is lost with the worker. */
import { OnesheetError } from '../core/errors';
import { readAll, type ByteFile, type ByteFolder } from './byte-file';

export class MemoryFolder implements ByteFolder {
  private readonly files = new Map<string, MemoryFile>();

  /** @param limit total bytes of all files. */
  constructor(private readonly limit = Infinity) {}

  open(name: string): Promise<ByteFile> {
    let file = this.files.get(name);
    if (!file) {
      file = new MemoryFile(() => this.limit - this.used());
      this.files.set(name, file);
    }
    return Promise.resolve(file);
  }

  read(name: string): Promise<ArrayBuffer | null> {
    const file = this.files.get(name);
    return Promise.resolve(file ? readAll(file).buffer : null);
  }

  list(): Promise<{ name: string; bytes: number }[]> {
    return Promise.resolve([...this.files].map(([name, file]) => ({ name, bytes: file.size() })));
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }

  private used(): number {
    return [...this.files.values()].reduce((sum, file) => sum + file.size(), 0);
  }
}

class MemoryFile implements ByteFile {
  private bytes = new Uint8Array(0);
  private length = 0;

  constructor(private readonly left: () => number) {}

  size(): number {
    return this.length;
  }

  read(into: Uint8Array, at: number): number {
    const found = this.bytes.subarray(at, Math.min(this.length, at + into.length));
    into.set(found);
    return found.length;
  }

  write(bytes: Uint8Array, at: number): void {
    const end = at + bytes.length;
    this.makeRoom(end);
    this.bytes.set(bytes, at);
    this.length = Math.max(this.length, end);
  }

  truncate(size: number): void {
    this.makeRoom(size);
    this.bytes.fill(0, Math.min(size, this.length), this.bytes.length);
    this.length = size;
  }

  /** @throws OnesheetError `storage-full`. */
  private makeRoom(end: number): void {
    if (end - this.length > this.left())
      throw new OnesheetError(
        'storage-full',
        'The memory kept for prepared posters is full.',
        'Go on: posters that are not kept are decoded again when they are needed.',
      );
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.bytes.length));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
  }

  flush(): void {
    // memory has nothing to write out
  }

  close(): void {
    // contents stay in memory for whoever opens the file next
  }
}
