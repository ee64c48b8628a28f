/**
 * What a person dropped or picked → its files. Folders are walked here, in the worker, however deep they are.
 */
import { throwIfStopped } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import type { OpenInput } from '../protocol';
import { fileOnDisk, type DiskFile } from './found-file';

/** How many files' sizes and dates are asked for at the same time. */
const AT_ONCE = 32;

export interface WalkOptions {
  signal?: AbortSignal;
  /** Told as files are found. */
  onFiles?: (count: number) => void;
  /** A file that is named but cannot be opened. */
  onProblem: (problem: Problem) => void;
}

/** @throws OnesheetError `stopped`. */
export async function* walk(input: OpenInput, options: WalkOptions): AsyncGenerator<DiskFile> {
  for (const { path, file } of input.files) {
    throwIfStopped(options.signal);
    options.onFiles?.(1);
    yield fileOnDisk(path, file);
  }
  for (const handle of input.handles) yield* walkHandle(handle, '', options);
}

async function* walkHandle(
  handle: FileSystemHandle,
  folder: string,
  options: WalkOptions,
): AsyncGenerator<DiskFile> {
  const path = folder + handle.name;
  if (isDirectory(handle)) yield* walkFolder(handle, `${path}/`, options);
  else if (isFile(handle)) yield* openAll([{ path, handle }], options);
}

async function* walkFolder(
  directory: FileSystemDirectoryHandle,
  folder: string,
  options: WalkOptions,
): AsyncGenerator<DiskFile> {
  let files: NamedHandle[] = [];
  const folders: FileSystemDirectoryHandle[] = [];
  for await (const child of childrenOf(directory, folder, options)) {
    throwIfStopped(options.signal);
    if (isDirectory(child)) folders.push(child);
    else if (isFile(child)) files.push({ path: folder + child.name, handle: child });
    if (files.length < AT_ONCE) continue;
    yield* openAll(files, options);
    files = [];
  }
  yield* openAll(files, options);
  for (const child of folders) yield* walkFolder(child, `${folder}${child.name}/`, options);
}

/** What lies in a folder; one that may not be read is listed, and the others go on. */
async function* childrenOf(
  directory: FileSystemDirectoryHandle,
  folder: string,
  { onProblem }: WalkOptions,
): AsyncGenerator<FileSystemHandle> {
  try {
    for await (const child of directory.values()) yield child;
  } catch (error) {
    onProblem(unreadable(folder, 'The folder could not be read', error));
  }
}

interface NamedHandle {
  path: string;
  handle: FileSystemFileHandle;
}

async function* openAll(handles: NamedHandle[], options: WalkOptions): AsyncGenerator<DiskFile> {
  const files = await Promise.all(handles.map((named) => openOne(named, options)));
  throwIfStopped(options.signal);
  options.onFiles?.(files.length);
  for (const file of files) if (file) yield file;
}

async function openOne({ path, handle }: NamedHandle, options: WalkOptions): Promise<DiskFile | null> {
  try {
    return fileOnDisk(path, await handle.getFile());
  } catch (error) {
    options.onProblem(unreadable(path, 'The file could not be opened', error));
    return null;
  }
}

function unreadable(file: string, what: string, error: unknown): Problem {
  const cause = error instanceof Error ? error.message : String(error);
  return { kind: 'file-unreadable', line: null, file, reason: `${what}: ${cause}`, found: '' };
}

function isDirectory(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}
