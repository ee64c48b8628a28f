/**
 * One file that was found among what a person gave, wherever it lies: on the disk, or inside a ZIP. Its bytes
 * are read when they are wanted.
 */
import { isHidden, isImagePath } from '../../core/films/image-paths';
import type { PosterSource } from '../../images/poster';

/** Inside a ZIP, the path begins with the ZIP's own; the size is the unpacked one. */
export interface FoundFile extends PosterSource {
  /** From the beginning on, never whole in memory. Reading may fail with the same errors. */
  stream: () => ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** A file on the disk can be read at any place, as ZIPs have to be. */
export interface DiskFile extends FoundFile {
  blob: Blob;
}

export type FileKind = 'table' | 'poster' | 'zip' | 'other' | 'ignored';

const TABLE = /\.(csv|tsv)(\.gz)?$/i;
const ZIP = /\.zip$/i;
/** What operating systems leave in folders and archives, beside what begins with a dot. */
const LITTER = /(^|\/)(Thumbs\.db|desktop\.ini)$/i;

/** What a file is taken for, by its name alone. */
export function kindOf(path: string): FileKind {
  if (isHidden(path) || LITTER.test(path)) return 'ignored';
  if (isImagePath(path)) return 'poster';
  if (TABLE.test(path)) return 'table';
  return ZIP.test(path) ? 'zip' : 'other';
}

/** A file on the disk. The same path, size and date are taken to be the same bytes. */
export function fileOnDisk(path: string, file: File): DiskFile {
  return {
    path,
    blob: file,
    size: file.size,
    identity: `file|${path}|${file.size}|${file.lastModified}`,
    read: async () => new Uint8Array(await file.arrayBuffer()),
    stream: () => file.stream(),
  };
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
