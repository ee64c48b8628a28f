/**
 * Pretrained weights on this machine: each a safetensors file with the tensors that the network needs, and next to it a
 * record that describes it. A record that is not marked complete is a download that will resume where it stopped.
 */
import { OnesheetError } from '../core/errors';
import type { KeptWeights } from '../core/backbones/kept-weights';
import type { ByteFile, ByteFolder } from './byte-file';
import { MemoryFolder } from './memory-folder';
import { OpfsFolder } from './opfs';

/** The folder of the private file system that holds them. */
export const WEIGHTS_FOLDER = 'weights';
const BYTES_IN_MEMORY = 2 ** 30;

/** What is stored; for a partial download, also what is needed to resume it. */
export interface WeightsRecord extends Omit<KeptWeights, 'bytes'> {
  version: 1;
  /** Bytes of the complete file. */
  expectedBytes: number;
  /** Tells whether the file on the hub is still the one that the download started with. */
  fingerprint: string | null;
}

/** Every file name here begins with such an id. */
const ID = /^[0-9a-f]{64}$/;

export class WeightsStore {
  private constructor(
    private readonly folder: ByteFolder,
    /** False if they are lost when the page is closed. */
    readonly lasting: boolean,
  ) {}

  /** @param folder holds the files; by default the origin's private file system, or memory if there is none. */
  static async open(folder?: ByteFolder): Promise<WeightsStore> {
    if (folder) return new WeightsStore(folder, true);
    try {
      return new WeightsStore(await OpfsFolder.open(WEIGHTS_FOLDER), true);
    } catch (error) {
      if (!(error instanceof OnesheetError) || error.code !== 'storage-unavailable') throw error;
      return new WeightsStore(new MemoryFolder(BYTES_IN_MEMORY), false);
    }
  }

  /** Newest first, including unfinished downloads. Skips what cannot be read. */
  async list(): Promise<KeptWeights[]> {
    const files = new Map((await this.folder.list()).map(({ name, bytes }) => [name, bytes]));
    const ids = [...files.keys()].filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
    const records = await Promise.all(ids.map((id) => this.record(id)));
    return records
      .filter((record) => record !== null)
      .map((record) => shown(record, files.get(dataName(record.id)) ?? 0))
      .sort((a, b) => b.addedAt.localeCompare(a.addedAt));
  }

  /** Weights that are complete; null if they are not. */
  async whole(id: string): Promise<KeptWeights | null> {
    return (await this.list()).find((kept) => kept.id === id && kept.complete) ?? null;
  }

  /** The record of an id; null if there is none that can be read. */
  async record(id: string): Promise<WeightsRecord | null> {
    if (!ID.test(id)) return null;
    const bytes = await this.folder.read(recordName(id));
    if (!bytes) return null;
    try {
      return readRecord(JSON.parse(new TextDecoder().decode(bytes)), id);
    } catch {
      // half a record: the page was closed while it was written
      return null;
    }
  }

  /** @throws OnesheetError `storage-full`, `storage-unavailable`. */
  async putRecord(record: WeightsRecord): Promise<void> {
    await this.using(recordName(record.id), (file) => {
      file.truncate(0);
      file.write(new TextEncoder().encode(JSON.stringify(record)), 0);
      file.flush();
    });
  }

  /**
   * Opens the weights' own file for reading and writing; creates it if missing.
   * @throws OnesheetError `storage-unavailable` if another tab is using it.
   */
  async openFile(id: string): Promise<ByteFile> {
    const file = await this.folder.open(dataName(id));
    return new GuardedFile(file);
  }

  /**
   * Reads a complete file.
   * @throws OnesheetError `weights-not-here`.
   */
  async read(id: string): Promise<ArrayBuffer> {
    const record = await this.record(id);
    const bytes = record?.complete ? await this.folder.read(dataName(id)) : null;
    if (record && bytes?.byteLength === record.expectedBytes) return bytes;
    throw new OnesheetError(
      'weights-not-here',
      record ? `The weights of ${record.name} are not whole.` : 'These weights are not on this machine.',
      'Get them again under “Weights” in Train.',
      { where: { workspace: 'train', control: 'weights' } },
    );
  }

  /** Stores a complete file with its record. @throws OnesheetError `storage-full`, `storage-unavailable`. */
  async put(record: WeightsRecord, bytes: Uint8Array): Promise<void> {
    try {
      await this.using(dataName(record.id), (file) => {
        file.truncate(0);
        file.write(bytes, 0);
        file.flush();
      });
      await this.putRecord(record);
    } catch (error) {
      // cleanup: the error that matters is the one thrown below
      await this.remove(record.id).catch(() => undefined);
      throw error;
    }
  }

  /** No error if there is none. */
  async remove(id: string): Promise<void> {
    if (!ID.test(id)) return;
    // remove the record first: a file without a record is ignored
    await this.folder.remove(recordName(id));
    await this.folder.remove(dataName(id));
  }

  private async using(name: string, work: (file: ByteFile) => void): Promise<void> {
    const file = new GuardedFile(await this.folder.open(name));
    try {
      work(file);
    } finally {
      file.close();
    }
  }
}

function recordName(id: string): string {
  return `${id}.json`;
}

function dataName(id: string): string {
  return `${id}.safetensors`;
}

/**
 * The part of a record that is shown. @param bytes size of its file: a file that is too short is incomplete, whatever
 * the record says.
 */
export function shown(record: WeightsRecord, bytes: number): KeptWeights {
  const { id, name, origin, sha256, network, architecture, addedAt, leftOut } = record;
  const complete = record.complete && bytes === record.expectedBytes;
  const facts = { id, name, origin, sha256, network, architecture, bytes, complete, addedAt };
  return leftOut?.length ? { ...facts, leftOut } : facts;
}

/** Records are written only by this page, so only their version is checked. */
function readRecord(data: unknown, id: string): WeightsRecord | null {
  if (typeof data !== 'object' || data === null) return null;
  const record = data as Partial<WeightsRecord>;
  return record.version === 1 && record.id === id ? (record as WeightsRecord) : null;
}

/** A file that names what could not be stored if there is no room. */
class GuardedFile implements ByteFile {
  constructor(private readonly file: ByteFile) {}

  size(): number {
    return this.file.size();
  }

  read(into: Uint8Array, at: number): number {
    return this.file.read(into, at);
  }

  write(bytes: Uint8Array, at: number): void {
    guard(() => this.file.write(bytes, at));
  }

  truncate(size: number): void {
    guard(() => this.file.truncate(size));
  }

  flush(): void {
    this.file.flush();
  }

  close(): void {
    this.file.close();
  }
}

function guard(work: () => void): void {
  try {
    work();
  } catch (cause) {
    if (!(cause instanceof OnesheetError) || cause.code !== 'storage-full') throw cause;
    throw new OnesheetError(
      'storage-full',
      'The weights could not be stored: the storage that the browser gives this page is full.',
      'Remove weights that you no longer need, clear the caches, or free space on the disk; what came so far is kept.',
      { cause },
    );
  }
}
