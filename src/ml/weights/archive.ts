/**
 * A ZIP that holds a model, whoever made it: read within limits (how much it may unpack to is known before it is
 * unpacked), without the litter that systems leave in archives, and with the one folder taken off that everything may
 * lie in. What a ZIP that is none is called is left to the caller.
 */
import { BlobReader, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core.js';
import { foldersAndName, isHidden } from '../../core/films/image-paths';

export interface Archive {
  /** In the order of the ZIP; `size` is in bytes once unpacked, as the ZIP declares it. */
  entries: { path: string; size: number }[];
  /**
   * One file, unpacked.
   * @throws ArchiveError where there is none of that path, it is larger than `most`, or cannot be unpacked.
   */
  bytes(path: string, most: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** What is wrong with an archive, as the end of a sentence. */
export class ArchiveError extends Error {}

const MOST_ENTRIES = 100;
/** Files that systems leave beside others, which do not hide by their name. */
const LITTER = ['thumbs.db', 'desktop.ini'];
const SIGNATURE = [0x50, 0x4b, 0x03, 0x04];

/** True where the bytes begin as a ZIP does. */
export function isZip(beginning: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => beginning[i] === byte);
}

/**
 * @param mostEntries Files beyond which a ZIP is refused.
 * @throws ArchiveError where it is no ZIP that can be read.
 */
export async function openArchive(file: Blob, mostEntries = MOST_ENTRIES): Promise<Archive> {
  const entries = withoutFolder(await readEntries(file, mostEntries));
  return {
    entries: [...entries].map(([path, { uncompressedSize: size }]) => ({ path, size })),
    bytes: (path, most) => {
      const entry = entries.get(path);
      if (!entry) throw new ArchiveError(`the ZIP has no ${path}.`);
      if (entry.uncompressedSize > most)
        throw new ArchiveError(`${path} says that it unpacks to ${entry.uncompressedSize} bytes.`);
      return unpack(path, entry);
    },
  };
}

async function readEntries(file: Blob, mostEntries: number): Promise<Map<string, FileEntry>> {
  const reader = new ZipReader(new BlobReader(file), {
    useWebWorkers: false,
    checkCrc32: true,
    filenameValidation: 'tolerant',
  });
  const entries = new Map<string, FileEntry>();
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (!entry.directory && !isLitter(entry.filename)) entries.set(entry.filename, entry);
      if (entries.size > mostEntries) break;
    }
  } catch (cause) {
    throw new ArchiveError('it is no ZIP that can be read.', { cause });
  }
  if (entries.size > mostEntries) throw new ArchiveError(`the ZIP has more than ${mostEntries} files.`);
  return entries;
}

function isLitter(path: string): boolean {
  return isHidden(path) || LITTER.includes(foldersAndName(path).at(-1)?.toLowerCase() ?? '');
}

/** Whoever packs a folder puts all of it into one; it may be in others. */
function withoutFolder(entries: Map<string, FileEntry>): Map<string, FileEntry> {
  const [first] = entries.keys();
  const slash = first?.indexOf('/') ?? -1;
  if (first === undefined || slash === -1) return entries;
  const folder = first.slice(0, slash + 1);
  if (![...entries.keys()].every((path) => path.startsWith(folder))) return entries;
  return withoutFolder(new Map([...entries].map(([path, entry]) => [path.slice(folder.length), entry])));
}

async function unpack(path: string, entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      // more than declared does not fit, and throws
      bytes.set(chunk, at);
      at += chunk.length;
    },
  });
  try {
    await entry.getData(writable);
  } catch (cause) {
    throw new ArchiveError(`${path} could not be unpacked.`, { cause });
  }
  if (at !== bytes.length) throw new ArchiveError(`${path} unpacks to ${at} bytes, not ${bytes.length}.`);
  return bytes;
}
