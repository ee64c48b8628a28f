/** Reads files of a model's ZIP by name; every fault of the archive becomes a `model-broken` error. */
import { ArchiveError, openArchive, type Archive } from '../weights/archive';
import { brokenModel } from './broken-model';
import { MODEL_FILES } from './portable-model';

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
  const archive: Archive = await orBroken(() => openArchive(file));

  function bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return orBroken(() => archive.bytes(name, MOST_BYTES[name] ?? MOST_TEXT_BYTES));
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
  return { entries: archive.entries, bytes, text, json };
}

async function orBroken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArchiveError) throw brokenModel(error.message, error.cause);
    throw error;
  }
}
