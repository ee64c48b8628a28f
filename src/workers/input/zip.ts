/**
 * A ZIP → the files in it. Only the directory is read at once; an entry is unpacked when it is wanted, and never
 * beyond the size that it declares. Entries that try to leave the archive, or to be far larger than they look,
 * are refused by name; the others go on.
 */
import { ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { isStop, OnesheetError, throwIfStopped, type ErrorCode } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import { BlobReader } from './blob-reader';
import { kindOf, type FoundFile } from './found-file';
import { LOCAL_HEADER_BYTES, streamEntry, unpackEntry, type PackedEntry } from './zip-entry';

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

/** An entry that is a file, as the directory tells of it. */
interface Listed extends PackedEntry {
  name: string;
  encrypted: boolean;
  /** Whether its packed bytes are also those of another entry. */
  overlaps: boolean;
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
  const entries = await readDirectory(path, zip, signal);
  refuseBomb(path, zip.size, entries);
  findOverlaps(entries);
  for (const entry of entries) {
    throwIfStopped(signal);
    const fault = faultOf(entry);
    if (fault) onProblem({ ...fault, line: null, file: `${path}/${entry.name}`, found: '' });
    else yield fileInZip(path, zip, entry);
  }
}

async function readDirectory(path: string, zip: Blob, signal?: AbortSignal): Promise<Listed[]> {
  // names are judged below, one by one
  const reader = new ZipReader(new BlobReader(zip), { filenameValidation: 'tolerant' });
  const entries: Listed[] = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      throwIfStopped(signal);
      if (!entry.directory) entries.push(listed(entry));
    }
  } catch (cause) {
    if (isStop(cause)) throw cause;
    throw new OnesheetError(
      'zip-broken',
      `${path} is not a ZIP that can be read.`,
      'Make the ZIP again, or unpack it and open the folder.',
      { cause },
    );
  }
  return entries;
}

/** Only what is needed later: an entry of zip.js holds 8 kB. */
function listed(entry: FileEntry): Listed {
  return {
    name: entry.filename,
    offset: entry.offset,
    packedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    crc32: entry.crc32 ?? null,
    method: entry.compressionMethod,
    encrypted: entry.encrypted,
    overlaps: false,
  };
}

function refuseBomb(path: string, packed: number, entries: readonly Listed[]): void {
  const declared = entries.reduce((sum, entry) => sum + entry.size, 0);
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

/** Bytes that several entries unpack again and again make a small bomb (Fifield, "A better zip bomb", 2019). */
function findOverlaps(entries: readonly Listed[]): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    entry.overlaps = entry.offset < end;
    end = Math.max(end, entry.offset + LOCAL_HEADER_BYTES + entry.packedSize);
  }
}

function faultOf(entry: Listed): { kind: ErrorCode; reason: string } | null {
  if (leavesArchive(entry.name))
    return { kind: 'zip-path', reason: 'The path leads out of the ZIP; the entry was not opened.' };
  const kind = kindOf(entry.name);
  if (kind !== 'poster' && kind !== 'table') return null;
  if (entry.encrypted) return { kind: 'zip-encrypted', reason: 'The entry is protected by a password.' };
  if (entry.overlaps)
    return {
      kind: 'zip-bomb',
      reason: 'Its packed bytes are also those of another entry; it was not unpacked.',
    };
  if (entry.size > ZIP_LIMITS[kind] || isInflated(entry.packedSize, entry.size))
    return {
      kind: 'zip-bomb',
      reason: `${entry.packedSize} bytes would unpack to ${entry.size}; the entry was not unpacked.`,
    };
  return null;
}

/** `../../engine`, an absolute path or a drive: names that would lie elsewhere if they were unpacked. */
function leavesArchive(name: string): boolean {
  return /^([/\\]|[a-zA-Z]:)/.test(name) || /(^|[/\\])\.\.([/\\]|$)/.test(name) || name.includes('\0');
}

function fileInZip(zipPath: string, zip: Blob, entry: Listed): FoundFile {
  const path = `${zipPath}/${entry.name}`;
  return {
    path,
    size: entry.size,
    identity: `zip|${entry.name}|${entry.size}|${entry.crc32}`,
    read: () => unpackEntry(path, zip, entry),
    stream: () => streamEntry(path, zip, entry),
  };
}
