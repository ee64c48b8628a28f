/**
 * One file that was found among what a person gave, wherever it lies: on the disk, or inside a ZIP. Its bytes
 * are read when they are wanted.
 */
import type { PosterSource } from '../../images/poster';

/** Inside a ZIP, the path begins with the ZIP's own; the size is the unpacked one. */
export interface FoundFile extends PosterSource {
  /** From the beginning on, never whole in memory. Reading may fail with the same errors. */
  stream: () => ReadableStream<Uint8Array<ArrayBuffer>>;
}

export type FileKind = 'table' | 'poster' | 'zip' | 'other' | 'ignored';

const POSTER = /\.(jpe?g|jfif|png|webp|gif|bmp|avif)$/i;
const TABLE = /\.(csv|tsv)(\.gz)?$/i;
const ZIP = /\.zip$/i;
/** What operating systems leave in folders and archives. */
const IGNORED = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|\.git\/)/i;

/** What a file is taken for, by its name alone. */
export function kindOf(path: string): FileKind {
  if (IGNORED.test(path)) return 'ignored';
  if (POSTER.test(path)) return 'poster';
  if (TABLE.test(path)) return 'table';
  return ZIP.test(path) ? 'zip' : 'other';
}

/** A file on the disk. The same path, size and date are taken to be the same bytes. */
export function fileOnDisk(path: string, file: File): FoundFile {
  return {
    path,
    size: file.size,
    identity: `file|${path}|${file.size}|${file.lastModified}`,
    read: async () => new Uint8Array(await file.arrayBuffer()),
    stream: () => file.stream(),
  };
}
