/**
 * Features of posters, kept between runs and visits: one pack for each combination of backbone, taps and preparation,
 * with one float32 record per poster. A pack is open only while a run reads or fills it, so that it can be cleared from
 * elsewhere. Uses memory if there is no private file system, or another tab has it open.
 */
import { OnesheetError, toReport, type ErrorReport } from '../core/errors';
import type { Recipe } from '../core/recipe/recipe';
import type { ByteFolder } from './byte-file';
import { MemoryFolder } from './memory-folder';
import { OpfsFolder } from './opfs';
import { packName } from './pixel-cache';
import { RecordPack } from './record-pack';

/** The folder of the private file system that holds the packs. */
export const FEATURES_FOLDER = 'features';
const BYTES_IN_MEMORY = 256 * 2 ** 20;

/** Everything that features depend on besides the poster. */
export interface FeatureKind {
  /** SHA-256 of the backbone's weights, hex. */
  backbone: string;
  taps: readonly string[];
  images: Recipe['images'];
  /** Seed of random crops. */
  seed: number;
  /** Number of features per poster. */
  dimension: number;
}

function nameOf({ backbone, taps, images, seed }: FeatureKind): string {
  return `${backbone.slice(0, 16)}-${taps.join('+')}-${packName(images, seed)}`;
}

/** Kept for the lifetime of the worker, so that a second run finds the first run's features. */
const memory = new MemoryFolder(BYTES_IN_MEMORY);

/** The features of one kind. */
export class FeatureCache {
  /** Why features are not stored, or only in memory; null if all is well. */
  notice: ErrorReport | null = null;

  private constructor(
    private readonly pack: RecordPack,
    private readonly dimension: number,
  ) {}

  /** @param folder holds the packs; the origin's private file system by default. */
  static async open(kind: FeatureKind, folder?: ByteFolder): Promise<FeatureCache> {
    const open = async (where: ByteFolder) =>
      new FeatureCache(await RecordPack.open(where, nameOf(kind), kind.dimension * 4), kind.dimension);
    try {
      return await open(folder ?? (await OpfsFolder.open(FEATURES_FOLDER)));
    } catch (error) {
      if (!(error instanceof OnesheetError) || error.code !== 'storage-unavailable') throw error;
      const cache = await open(memory);
      cache.notice = toReport(error);
      return cache;
    }
  }

  /** Reads a poster's features into `out` `[dimension]`. @returns false if they are missing. */
  read(identity: string, out: Float32Array): boolean {
    return this.pack.read(identity, bytesOf(out));
  }

  /** Stores a poster's features `[dimension]` if there is room; otherwise sets `notice`. */
  keep(identity: string, features: Float32Array): void {
    if (features.length !== this.dimension)
      throw new Error(`${features.length} features, not ${this.dimension}.`);
    if (this.notice?.code === 'storage-full') return;
    try {
      this.pack.append(identity, bytesOf(features));
    } catch (error) {
      this.notice = toReport(error);
    }
  }

  /** Flushes and closes the files. */
  close(): void {
    this.pack.close();
  }
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
