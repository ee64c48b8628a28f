/**
 * Activations of the frozen part of a network during training: in memory as long as they fit, then in a file of the
 * private file system that is deleted at the end. Those for which there is no room are recomputed.
 */
import {
  MemoryActivations,
  type ActivationKind,
  type ActivationStore,
} from '../../../ml/training/activation-store';
import type { ByteFolder } from '../../../storage/byte-file';
import { FEATURES_FOLDER } from '../../../storage/feature-cache';
import { OpfsFolder } from '../../../storage/opfs';
import { indexName, RecordPack, recordsName } from '../../../storage/record-pack';

const NAME = 'activations';

/** @param folder where the file is stored; by default the origin's private file system. */
export async function openActivations(
  { size }: ActivationKind,
  folder?: ByteFolder,
): Promise<ActivationStore> {
  const memory = new MemoryActivations();
  try {
    const place = folder ?? (await OpfsFolder.open(FEATURES_FOLDER));
    await remove(place);
    return new SpillingActivations(memory, await RecordPack.open(place, NAME, size * 4), () => remove(place));
  } catch {
    // no private file system, or another tab is training: use memory only, and recompute the rest
    return memory;
  }
}

async function remove(folder: ByteFolder): Promise<void> {
  await folder.remove(recordsName(NAME));
  await folder.remove(indexName(NAME));
}

class SpillingActivations implements ActivationStore {
  private full = false;

  constructor(
    private readonly memory: MemoryActivations,
    private readonly pack: RecordPack,
    private readonly remove: () => Promise<void>,
  ) {}

  has(row: number, view: number): boolean {
    return this.memory.has(row, view) || this.pack.has(`${row}/${view}`);
  }

  read(row: number, view: number, out: Float32Array): boolean {
    return this.memory.read(row, view, out) || this.pack.read(`${row}/${view}`, bytesOf(out));
  }

  keep(row: number, view: number, values: Float32Array): void {
    if (this.has(row, view)) return;
    this.memory.keep(row, view, values);
    if (this.full || this.memory.has(row, view)) return;
    try {
      this.pack.append(`${row}/${view}`, bytesOf(values));
    } catch {
      // the storage is full: the rest is recomputed in every epoch
      this.full = true;
    }
  }

  close(): void {
    this.memory.close();
    this.pack.close();
    // if this training could not delete the file, the next one does
    this.remove().catch(() => undefined);
  }
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
