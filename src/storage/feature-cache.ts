/**
 * Features of posters, kept between runs and visits: one pack for each backbone, taps and way to prepare, with a
 * record of float32 a poster. A pack is open only while a run reads or fills it, so that it can be cleared from
 * elsewhere; where there is no private file system, or another tab holds it, memory takes its place.
 */
import { OnesheetError, toReport, type ErrorReport } from '../core/errors';
import type { Recipe } from '../core/recipe/recipe';
import type { ByteFolder } from './byte-file';
import { MemoryFolder } from './memory-folder';
import { OpfsFolder } from './opfs';
import { packName } from './pixel-cache';
import { RecordPack } from './record-pack';

/** The folder of the private file system in which the packs lie. */
export const FEATURES_FOLDER = 'features';
const BYTES_IN_MEMORY = 256 * 2 ** 20;

/** Everything that features depend on beside the poster. */
export interface FeatureKind {
  /** SHA-256 of the backbone's weights, hex. */
  backbone: string;
  taps: readonly string[];
  images: Recipe['images'];
  /** Seeds random crops. */
  seed: number;
  /** Features of one poster. */
  dimension: number;
}

function nameOf({ backbone, taps, images, seed }: FeatureKind): string {
  return `${backbone.slice(0, 16)}-${taps.join('+')}-${packName(images, seed)}`;
}

/** Kept while the worker lives, so that a second run finds what the first one computed. */
const memory = new MemoryFolder(BYTES_IN_MEMORY);

/** The features of one kind. */
export class FeatureCache {
  /** Why features are not kept, or kept in memory alone; null where all is well. */
  notice: ErrorReport | null = null;

  private constructor(
    private readonly pack: RecordPack,
    private readonly dimension: number,
  ) {}

  /** @param folder where the packs lie; the origin's private file system by default. */
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

  /** Reads a poster's features into `out` `[dimension]`. @returns false where they are not there. */
  read(identity: string, out: Float32Array): boolean {
    return this.pack.read(identity, bytesOf(out));
  }

  /** Keeps a poster's features `[dimension]`, where there is room; `notice` says where there is none. */
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

  /** Writes out and lets the files go. */
  close(): void {
    this.pack.close();
  }
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
