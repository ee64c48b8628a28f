/**
 * Random access to a Blob for the ZIP reader, in blocks: a browser takes about as long for 30 bytes of a file
 * as for 64 kB, and an entry is asked for in four pieces that lie beside each other.
 */

const BLOCK = 64 * 1024;
/** Entries that are read at the same time each find their block again. */
const BLOCKS_KEPT = 32;

/** What zip.js asks of a reader. */
export class BlockReader {
  readonly size: number;
  private readonly blocks = new Map<number, Promise<Uint8Array>>();

  constructor(private readonly blob: Blob) {
    this.size = blob.size;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  get readable(): ReadableStream<Uint8Array> {
    return this.createReadable();
  }

  async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const end = Math.min(index + length, this.size);
    if (length > BLOCK) return readSlice(this.blob, index, end);
    const first = Math.floor(index / BLOCK);
    const last = Math.floor(Math.max(index, end - 1) / BLOCK);
    const start = index - first * BLOCK;
    const head = await this.block(first);
    if (first === last) return head.slice(start, start + end - index);
    const joined = new Uint8Array(end - index);
    const fromHead = head.subarray(start);
    joined.set(fromHead);
    joined.set((await this.block(last)).subarray(0, joined.length - fromHead.length), fromHead.length);
    return joined;
  }

  createReadable(range: { offset?: number; size?: number } = {}): ReadableStream<Uint8Array> {
    let at = range.offset ?? 0;
    const end = range.size === undefined ? this.size : at + range.size;
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const chunk = await this.readUint8Array(at, Math.min(BLOCK, end - at));
        if (chunk.length > 0) controller.enqueue(chunk);
        at += chunk.length;
        if (chunk.length === 0 || at >= end) controller.close();
      },
    });
  }

  private block(number: number): Promise<Uint8Array> {
    const kept = this.blocks.get(number);
    const block = kept ?? readSlice(this.blob, number * BLOCK, (number + 1) * BLOCK);
    // put behind the others: the first is the one that was not used for longest
    this.blocks.delete(number);
    this.blocks.set(number, block);
    if (this.blocks.size > BLOCKS_KEPT)
      for (const oldest of this.blocks.keys()) {
        this.blocks.delete(oldest);
        break;
      }
    return block;
  }
}

async function readSlice(blob: Blob, from: number, to: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(from, to).arrayBuffer());
}
