/**
 * From what a person drops or picks to what the data worker takes, without ever holding up the page: handles go
 * to the worker unread; where a browser has none, entries are walked a little at a time.
 */
import type { OpenInput, PathFile } from '../workers/protocol';

/** Milliseconds of work before the page gets its turn. */
const TURN_MS = 8;

/** Lets the page draw and answer whenever a turn is over. */
class Turns {
  private began = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.began < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.began = performance.now();
  }
}

/**
 * Chromium looks a file up on the disk, 0.2 to 0.4 ms each, when it is first asked for its size or sent to a
 * worker: 3 s in one go for 8,403 posters. Asked here, in turns, the sending takes 15 ms.
 */
function look(file: File): number {
  return file.size;
}

/** Files of an input element; a folder's keep their paths. */
export async function pickedInput(files: FileList): Promise<OpenInput> {
  const turns = new Turns();
  const list: PathFile[] = [];
  for (const file of files) {
    look(file);
    list.push({ path: file.webkitRelativePath || file.name, file });
    // one after the other by intent: the page has its turn between
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

/** Must be called in the drop event itself; what it returns may then be waited for. */
export function droppedInput(transfer: DataTransfer): Promise<OpenInput> {
  // the browser empties the transfer when the event is over, so all is taken before the first wait
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
    // without a handle the file is taken by its entry, or as it is
    handle: withHandle.getAsFileSystemHandle?.().catch(() => null) ?? null,
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  };
}

async function gather(taken: readonly Taken[]): Promise<OpenInput> {
  const turns = new Turns();
  const input: OpenInput = { files: [], handles: [] };
  for (const { handle, entry, file } of taken) {
    // one after the other by intent: the page has its turn between
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
    // a file that vanished or may not be read is left out here as it would be on disk
    if (file) {
      look(file);
      into.push({ path, file });
    }
  }
  if (entry instanceof FileSystemDirectoryEntry)
    // oxlint-disable-next-line no-await-in-loop
    for (const child of await children(entry)) await walk(child, `${path}/`, into, turns);
}

/** A reader hands out at most a hundred at a time, and an empty list at the end. */
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

/** The one file of a drop, where it is one. */
export async function onlyFile({ files, handles }: OpenInput): Promise<File | null> {
  if (files.length + handles.length !== 1) return null;
  if (files.length === 1) return files[0].file;
  const [handle] = handles;
  return handle instanceof FileSystemFileHandle ? handle.getFile() : null;
}
