/**
 * Reads files of a model's ZIP by name and within limits: the unpacked size is known before unpacking, and a file that
 * unpacks to more than it declares is refused.
 */
import { BlobReader, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core.js';
import { brokenModel } from './broken-model';
import { MODEL_FILES } from './portable-model';

const MOST_ENTRIES = 100;
const MOST_BYTES: Record<string, number> = {
  [MODEL_FILES.weights]: 1024 * 2 ** 20,
};
const MOST_TEXT_BYTES = 16 * 2 ** 20;

export interface ModelZip {
  /** In the order of the ZIP; `size` is the unpacked size in bytes, as the ZIP declares it. */
  entries: { path: string; size: number }[];
  /** @throws OnesheetError `model-broken`, as do the other two. */
  bytes(name: string): Promise<Uint8Array<ArrayBuffer>>;
  text(name: string): Promise<string>;
  json(name: string): Promise<unknown>;
}

/** @throws OnesheetError `model-broken` if it is not a ZIP. */
export async function openModelZip(file: Blob): Promise<ModelZip> {
  const entries = await readEntries(file);

  async function bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const entry = entries.get(name);
    if (!entry) throw brokenModel(`the ZIP has no ${name}.`);
    if (entry.uncompressedSize > (MOST_BYTES[name] ?? MOST_TEXT_BYTES))
      throw brokenModel(`${name} says that it unpacks to ${entry.uncompressedSize} bytes.`);
    return unpack(name, entry);
  }
  async function text(name: string): Promise<string> {
    const encoded = await bytes(name);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(encoded);
    } catch (cause) {
      throw brokenModel(`${name} is not text.`, cause);
    }
  }
  async function json(name: string): Promise<unknown> {
    const source = await text(name);
    try {
      return JSON.parse(source);
    } catch (cause) {
      throw brokenModel(`${name} is not JSON.`, cause);
    }
  }
  return {
    entries: [...entries].map(([path, entry]) => ({ path, size: entry.uncompressedSize })),
    bytes,
    text,
    json,
  };
}

async function readEntries(file: Blob): Promise<Map<string, FileEntry>> {
  const reader = new ZipReader(new BlobReader(file), { useWebWorkers: false, checkCrc32: true });
  const entries = new Map<string, FileEntry>();
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (!entry.directory) entries.set(entry.filename, entry);
      if (entries.size > MOST_ENTRIES) break;
    }
  } catch (cause) {
    throw brokenModel('it is no ZIP that can be read.', cause);
  }
  if (entries.size > MOST_ENTRIES) throw brokenModel(`the ZIP has more than ${MOST_ENTRIES} files.`);
  return entries;
}

async function unpack(name: string, entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      // more bytes than declared do not fit, which throws
      bytes.set(chunk, at);
      at += chunk.length;
    },
  });
  try {
    await entry.getData(writable);
  } catch (cause) {
    throw brokenModel(`${name} could not be unpacked.`, cause);
  }
  if (at !== bytes.length) throw brokenModel(`${name} unpacks to ${at} bytes, not ${bytes.length}.`);
  return bytes;
}
