/**
 * Turns what a person drops or picks into input for the data worker without blocking the page: handles go to the worker
 * unread; in browsers without handles, entries are walked in short turns.
 */
import type { OpenInput, PathFile } from '../workers/protocol';

/** Milliseconds of work before yielding to the page. */
const TURN_MS = 8;

/** Lets the page draw and respond whenever a turn is over. */
class Turns {
  private began = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.began < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.began = performance.now();
  }
}

/**
 * Chromium looks a file up on disk (0.2 to 0.4 ms each) when it is first asked for its size or sent to a worker: 3 s at
 * a stretch for 8,403 posters. If the lookups are done here in turns, sending takes 15 ms.
 */
function look(file: File): number {
  return file.size;
}

/** The files of an input element; those of a folder keep their paths. */
export async function pickedInput(files: FileList): Promise<OpenInput> {
  const turns = new Turns();
  const list: PathFile[] = [];
  for (const file of files) {
    look(file);
    list.push({ path: file.webkitRelativePath || file.name, file });
    // one after the other on purpose: the page gets its turn in between
    // oxlint-disable-next-line no-await-in-loop
    await turns.pause();
  }
  return { files: list, handles: [] };
}

interface Taken {
  handle: Promise<FileSystemHandle | null> | null;
  entry: FileSystemEntry | null;
  file: File | null;
}

/** Must be called within the drop event; the returned promise may be awaited later. */
export function droppedInput(transfer: DataTransfer): Promise<OpenInput> {
  // the browser empties the transfer when the event is over, so everything is taken before the first await
  const taken = Array.from(transfer.items)
    .filter((item) => item.kind === 'file')
    .map(takeItem);
  return gather(taken);
}

function takeItem(item: DataTransferItem): Taken {
  const withHandle = item as DataTransferItem & {
    getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
  };
  return {
    // without a handle, the file is taken from its entry or as it is
    handle: withHandle.getAsFileSystemHandle?.().catch(() => null) ?? null,
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  };
}

async function gather(taken: readonly Taken[]): Promise<OpenInput> {
  const turns = new Turns();
  const input: OpenInput = { files: [], handles: [] };
  for (const { handle, entry, file } of taken) {
    // one after the other on purpose: the page gets its turn in between
    // oxlint-disable-next-line no-await-in-loop
    const found = await handle;
    if (found) input.handles.push(found);
    // oxlint-disable-next-line no-await-in-loop
    else if (entry) await walk(entry, '', input.files, turns);
    else if (file) {
      look(file);
      input.files.push({ path: file.name, file });
    }
  }
  return input;
}

async function walk(entry: FileSystemEntry, above: string, into: PathFile[], turns: Turns): Promise<void> {
  await turns.pause();
  const path = above + entry.name;
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => null);
    // a file that vanished or may not be read is left out, as it would be when reading from handles
    if (file) {
      look(file);
      into.push({ path, file });
    }
  }
  if (entry instanceof FileSystemDirectoryEntry)
    // oxlint-disable-next-line no-await-in-loop
    for (const child of await children(entry)) await walk(child, `${path}/`, into, turns);
}

/** A reader returns at most a hundred entries per call, and an empty list at the end. */
async function children(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The file of a drop that consists of exactly one; otherwise null. */
export async function onlyFile({ files, handles }: OpenInput): Promise<File | null> {
  if (files.length + handles.length !== 1) return null;
  if (files.length === 1) return files[0].file;
  const [handle] = handles;
  return handle instanceof FileSystemFileHandle ? handle.getFile() : null;
}
