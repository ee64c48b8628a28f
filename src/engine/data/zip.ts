/**
 * A ZIP → the files in it. Only the directory is read at once; an entry is unpacked when it is wanted, and never
 * beyond the size that it declares. Entries that try to leave the archive, or to be far larger than they look,
 * are refused by name; the others go on.
 */
import {
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-reader.js';
import { OnesheetError, throwIfStopped, type ErrorCode } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import { BlockReader } from './blob-reader';
import { kindOf, type FoundFile } from './found-file';

/** What is more than this is no poster and no table, but an attempt to fill the machine. */
export const ZIP_LIMITS = {
  /** Bytes of one poster, unpacked. */
  poster: 64 * 2 ** 20,
  /** Bytes of one table, unpacked. */
  table: 2 * 2 ** 30,
  /** Bytes of everything, unpacked: 45,000 posters at 5 MB each would just fit. */
  total: 256 * 2 ** 30,
  /** Times that an entry above `ratioFrom` bytes may be larger than its packed form. */
  ratio: 200,
  ratioFrom: 16 * 2 ** 20,
};

export interface ZipOptions {
  signal?: AbortSignal;
  /** An entry that is refused. */
  onProblem: (problem: Problem) => void;
}

/**
 * @param path of the ZIP as the person gave it; it comes before the paths of its entries.
 * @throws OnesheetError `zip-broken` where the directory cannot be read, `zip-bomb` where the whole is refused,
 *   `stopped`.
 */
export async function* openZip(
  path: string,
  zip: Blob,
  { signal, onProblem }: ZipOptions,
): AsyncGenerator<FoundFile> {
  const entries = await readDirectory(path, zip);
  refuseBomb(path, zip.size, entries);
  for (const entry of entries) {
    throwIfStopped(signal);
    const fault = faultOf(entry);
    if (fault) onProblem({ ...fault, line: null, file: `${path}/${entry.filename}`, found: '' });
    else yield fileInZip(path, entry);
  }
}

/** The entries that are files. */
async function readDirectory(path: string, zip: Blob): Promise<FileEntry[]> {
  const reader = new ZipReader(new BlockReader(zip), {
    useWebWorkers: false,
    checkCrc32: true,
    checkOverlappingEntry: true,
    // names are judged below, one by one
    filenameValidation: 'tolerant',
  });
  try {
    const files: FileEntry[] = [];
    for await (const entry of reader.getEntriesGenerator()) if (!entry.directory) files.push(entry);
    return files;
  } catch (cause) {
    throw new OnesheetError(
      'zip-broken',
      `${path} is not a ZIP that can be read.`,
      'Make the ZIP again, or unpack it and open the folder.',
      { cause },
    );
  }
}

function refuseBomb(path: string, packed: number, entries: FileEntry[]): void {
  const declared = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const isBomb = declared > ZIP_LIMITS.total || isInflated(packed, declared);
  if (!isBomb) return;
  throw new OnesheetError(
    'zip-bomb',
    `${path} holds ${packed.toLocaleString('en')} bytes and says that it unpacks to ${declared.toLocaleString('en')}; it was not unpacked.`,
    'Open it only if you know where it comes from: unpack it and open the folder.',
  );
}

function isInflated(packed: number, unpacked: number): boolean {
  return unpacked > ZIP_LIMITS.ratioFrom && unpacked > packed * ZIP_LIMITS.ratio;
}

function faultOf(entry: FileEntry): { kind: ErrorCode; reason: string } | null {
  if (leavesArchive(entry.filename))
    return { kind: 'zip-path', reason: 'The path leads out of the ZIP; the entry was not opened.' };
  if (entry.encrypted) return { kind: 'zip-encrypted', reason: 'The entry is protected by a password.' };
  const kind = kindOf(entry.filename);
  if (kind !== 'poster' && kind !== 'table') return null;
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > ZIP_LIMITS[kind] || isInflated(compressedSize, uncompressedSize))
    return {
      kind: 'zip-bomb',
      reason: `${compressedSize} bytes would unpack to ${uncompressedSize}; the entry was not unpacked.`,
    };
  return null;
}

/** `../`, an absolute path or a drive: names that would lie elsewhere if they were unpacked. */
function leavesArchive(name: string): boolean {
  return /^([/\\]|[a-zA-Z]:)/.test(name) || /(^|[/\\])\.\.([/\\]|$)/.test(name) || name.includes('\0');
}

function fileInZip(zip: string, entry: FileEntry): FoundFile {
  const path = `${zip}/${entry.filename}`;
  return {
    path,
    size: entry.uncompressedSize,
    identity: `zip|${entry.filename}|${entry.uncompressedSize}|${entry.crc32 ?? entry.rawLastModDate}`,
    read: () => unpack(path, entry),
    stream: () => unpackStream(path, entry),
  };
}

async function unpack(path: string, entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      bytes.set(chunk, at);
      at += chunk.length;
    },
  });
  await getData(path, entry, writable);
  return bytes;
}

function unpackStream(path: string, entry: FileEntry): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  // a failure reaches the reader through the stream
  getData(path, entry, writable).catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return readable;
}

/** zip.js stops by itself at the first byte beyond what the entry declares. */
async function getData(path: string, entry: FileEntry, writable: WritableStream<Uint8Array>): Promise<void> {
  try {
    await entry.getData(writable);
  } catch (cause) {
    if (cause instanceof Error && cause.message === ERR_INVALID_UNCOMPRESSED_SIZE)
      throw new OnesheetError(
        'zip-bomb',
        `${path} does not unpack to the ${entry.uncompressedSize} bytes that it declares; it was not unpacked further.`,
        'Leave the entry out, or make the ZIP again.',
        { cause },
      );
    throw new OnesheetError(
      'zip-broken',
      `${path} could not be unpacked.`,
      'Make the ZIP again, or leave the entry out.',
      { cause },
    );
  }
}
