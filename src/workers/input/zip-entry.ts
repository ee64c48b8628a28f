/**
 * One entry of a ZIP → its bytes, read where they lie and unpacked no further than the directory declares. zip.js
 * reads the directory; its entries would hold 8 kB of memory each, and take twice as long to read.
 */
import { OnesheetError } from '../../core/errors';
import { crc32 } from './crc32';

/** What the directory says of an entry. */
export interface PackedEntry {
  /** Of its local header in the ZIP. */
  offset: number;
  /** Bytes in the ZIP. */
  packedSize: number;
  /** Bytes unpacked. */
  size: number;
  /** null where the ZIP has none. */
  crc32: number | null;
  /** 0 for stored, 8 for deflated; others cannot be read. */
  method: number;
}

const STORED = 0;
const DEFLATED = 8;
const SIGNATURE = 0x04034b50;
/** A local header without its name and extra fields. */
export const LOCAL_HEADER_BYTES = 30;
/** Room for the local header's name and extra fields, so that one reading mostly is enough. */
const NAME_ROOM = 512;

/** All of it. @throws OnesheetError `zip-broken`, `zip-bomb`, `file-unreadable`. */
export async function unpackEntry(
  path: string,
  zip: Blob,
  entry: PackedEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await readPacked(path, zip, entry);
  if (entry.method === STORED) return checkWhole(path, entry, packed);
  const unpacked = new Uint8Array(entry.size);
  let at = 0;
  for await (const chunk of chunksOf(path, inflate(path, entry, streamOf(packed)))) {
    unpacked.set(chunk, at);
    at += chunk.length;
  }
  return unpacked;
}

/** From the beginning on. Reading fails with the same errors. */
export function streamEntry(
  path: string,
  zip: Blob,
  entry: PackedEntry,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const send = async () => {
    const start = await dataStart(path, zip, entry);
    const packed = zip.slice(start, start + entry.packedSize).stream();
    const unpacked =
      entry.method === STORED ? packed.pipeThrough(checked(path, entry)) : inflate(path, entry, packed);
    await unpacked.pipeTo(writable, { preventAbort: true });
  };
  // a failure reaches the reader through the stream
  send()
    .catch((cause: unknown) => damaged(path, cause))
    // the reader of the other end gets the error; a second one from closing it tells nothing
    .catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return readable;
}

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

function inflate(path: string, entry: PackedEntry, packed: Bytes): Bytes {
  if (entry.method !== DEFLATED)
    throw broken(path, `it is packed by method ${entry.method}, which is not read here`);
  return packed.pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(checked(path, entry));
}

/** Stops at the first byte beyond what is declared, and fails at the end where it is less or other bytes. */
function checked(
  path: string,
  entry: PackedEntry,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let size = 0;
  let sum = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > entry.size) throw otherSize(path, entry);
      sum = crc32(chunk, sum);
      controller.enqueue(chunk);
    },
    flush() {
      if (size < entry.size) throw broken(path, 'it ends too soon');
      if (entry.crc32 !== null && sum !== entry.crc32) throw broken(path, 'its checksum does not fit');
    },
  });
}

function checkWhole(
  path: string,
  entry: PackedEntry,
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  if (bytes.length !== entry.size) throw otherSize(path, entry);
  if (entry.crc32 !== null && crc32(bytes) !== entry.crc32) throw broken(path, 'its checksum does not fit');
  return bytes;
}

/** A Blob would have to be made known to the browser first, which takes as long as the unpacking. */
function streamOf(bytes: Uint8Array<ArrayBuffer>): Bytes {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function* chunksOf(path: string, stream: Bytes): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => damaged(path, cause));
      if (done) return;
      yield value;
    }
  } finally {
    // closing: what went wrong has been thrown already
    await reader.cancel().catch(() => undefined);
  }
}

async function readPacked(path: string, zip: Blob, entry: PackedEntry): Promise<Uint8Array<ArrayBuffer>> {
  const head = await readSlice(path, zip, entry.offset, LOCAL_HEADER_BYTES + NAME_ROOM + entry.packedSize);
  const start = localHeaderBytes(path, head);
  if (start + entry.packedSize <= head.length) return head.subarray(start, start + entry.packedSize);
  const packed = await readSlice(path, zip, entry.offset + start, entry.packedSize);
  if (packed.length < entry.packedSize) throw broken(path, 'it ends too soon');
  return packed;
}

async function dataStart(path: string, zip: Blob, entry: PackedEntry): Promise<number> {
  const head = await readSlice(path, zip, entry.offset, LOCAL_HEADER_BYTES);
  return entry.offset + localHeaderBytes(path, head);
}

/** The local header's length: its name and extra fields may differ from the directory's. */
function localHeaderBytes(path: string, head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < LOCAL_HEADER_BYTES || view.getUint32(0, true) !== SIGNATURE)
    throw broken(path, 'the directory points to where no entry is');
  return LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

async function readSlice(
  path: string,
  zip: Blob,
  from: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await zip.slice(from, from + length).arrayBuffer());
  } catch (cause) {
    throw new OnesheetError(
      'file-unreadable',
      `${path} could not be read: the ZIP has been moved or changed.`,
      'Open the ZIP again.',
      { cause },
    );
  }
}

/** What unpackers throw differs; our own failures go on as they are. */
function damaged(path: string, cause: unknown): never {
  throw cause instanceof OnesheetError ? cause : broken(path, 'its data is damaged', cause);
}

function broken(path: string, why: string, cause?: unknown): OnesheetError {
  return new OnesheetError(
    'zip-broken',
    `${path} could not be unpacked: ${why}.`,
    'Make the ZIP again, or leave the entry out.',
    { cause },
  );
}

function otherSize(path: string, { size }: PackedEntry): OnesheetError {
  return new OnesheetError(
    'zip-bomb',
    `${path} unpacks to more than the ${size} bytes that it declares; it was unpacked no further.`,
    'Leave the entry out, or make the ZIP again.',
  );
}
