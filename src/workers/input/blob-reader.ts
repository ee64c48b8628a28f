/** A Blob as zip.js reads a directory from it. Entries are read elsewhere. */
export class BlobReader {
  readonly size: number;

  constructor(private readonly blob: Blob) {
    this.size = blob.size;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return new Uint8Array(await this.blob.slice(index, index + length).arrayBuffer());
  }

  get readable(): ReadableStream<Uint8Array> {
    return this.blob.stream();
  }

  createReadable({ offset, size }: { offset?: number; size?: number } = {}): ReadableStream<Uint8Array> {
    const from = offset ?? 0;
    return this.blob.slice(from, size === undefined ? this.size : from + size).stream();
  }
}
