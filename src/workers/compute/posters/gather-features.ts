/**
 * Features for every sample of a plan: from the cache if they are there, otherwise computed from pixels that the data
 * worker sends group by group; the next group is decoded while this one is computed.
 */
import { throwIfStopped } from '../../../core/errors';
import type { Problem } from '../../../core/films/film';
import { ProgressMeter, type Progress } from '../../../core/progress';
import type { Recipe } from '../../../core/recipe/recipe';
import type { Backbone } from '../../../ml/backbones/backbone';
import { computeFeatures } from '../../../ml/features/compute-features';
import type { PixelRows } from '../../../ml/features/rebatch';
import { nextTurn } from '../../../core/next-turn';
import type { DataApi } from '../../protocol';
import type { Remote } from '../../rpc';

/** Posters per request. */
const GROUP = 32;

export interface FeatureStore {
  read(identity: string, out: Float32Array): boolean;
  keep(identity: string, features: Float32Array): void;
}

/** A poster to compute features of: its key in the data worker, and the identity of its bytes. */
export interface Wanted {
  key: string;
  identity: string;
}

export interface FeatureWork {
  data: Pick<Remote<DataApi>, 'call'>;
  backbone: Backbone;
  taps: readonly string[];
  images: Recipe['images'];
  seed: number;
  /** Where known features are found and new ones kept; none by default. */
  store?: FeatureStore;
  /** Waits while the person has paused the work; by default never. */
  gate?: { pass(): Promise<void> };
  signal: AbortSignal;
  report: (progress: Progress) => void;
}

export interface Gathered<T extends Wanted> {
  /** The samples whose posters could be read, in the given order. */
  samples: T[];
  /** `[samples, dimension]`, row-major. */
  features: Float32Array;
  undecodable: Problem[];
  fromCache: number;
  /** Time spent waiting for pixels; some of it overlaps with the backbone's computation. */
  decodeSeconds: number;
}

/** @throws OnesheetError `stopped`; whatever the data worker throws. */
export async function gatherFeatures<T extends Wanted>(
  wanted: readonly T[],
  work: FeatureWork,
): Promise<Gathered<T>> {
  const dimension = work.backbone.channels(work.taps);
  const features = new Float32Array(wanted.length * dimension);
  const rowOf = (index: number) => features.subarray(index * dimension, (index + 1) * dimension);
  const meter = new ProgressMeter('Computing features', 'posters', wanted.length, work.report);
  const found = wanted.map((sample, index) => work.store?.read(sample.identity, rowOf(index)) ?? false);
  const missing = new Map(
    [...wanted.entries()].filter(([index]) => !found[index]).map(([index, sample]) => [sample.key, index]),
  );
  const fromCache = wanted.length - missing.size;
  meter.set(fromCache);

  const pixels = new PixelSource([...missing.keys()], work);
  const { width, height } = work.images;
  const options = { backbone: work.backbone, taps: work.taps, width, height, signal: work.signal };
  let computed = 0;
  for await (const rows of computeFeatures(pixels.groups(), options)) {
    for (const [i, key] of rows.keys.entries()) {
      const index = missing.get(key);
      if (index === undefined) continue;
      rowOf(index).set(rows.features.subarray(i * dimension, (i + 1) * dimension));
      work.store?.keep(wanted[index].identity, rowOf(index));
      found[index] = true;
    }
    computed += rows.keys.length;
    meter.set(fromCache + computed + pixels.undecodable.length);
    await nextTurn();
    await work.gate?.pass();
    throwIfStopped(work.signal);
  }
  meter.set(wanted.length);
  return {
    ...onlyFound(wanted, found, features, dimension),
    undecodable: pixels.undecodable,
    fromCache,
    decodeSeconds: pixels.seconds,
  };
}

/** Moves the rows found in the cache to their places in the result. */
function onlyFound<T>(
  wanted: readonly T[],
  found: readonly boolean[],
  features: Float32Array,
  dimension: number,
): { samples: T[]; features: Float32Array } {
  const kept = [...wanted.keys()].filter((index) => found[index]);
  for (const [to, from] of kept.entries())
    if (to !== from) features.copyWithin(to * dimension, from * dimension, (from + 1) * dimension);
  return {
    samples: kept.map((index) => wanted[index]),
    features: kept.length === wanted.length ? features : features.slice(0, kept.length * dimension),
  };
}

/** Requests pixels from the data worker, and remembers what it could not decode. */
class PixelSource {
  readonly undecodable: Problem[] = [];
  seconds = 0;

  constructor(
    private readonly keys: readonly string[],
    private readonly work: Pick<FeatureWork, 'data' | 'images' | 'seed' | 'signal'>,
  ) {}

  async *groups(): AsyncGenerator<PixelRows, void, undefined> {
    const { data, images, seed, signal } = this.work;
    for (let from = 0; from < this.keys.length; from += GROUP) {
      throwIfStopped(signal);
      const keys = this.keys.slice(from, from + GROUP);
      const asked = performance.now();
      const request = { keys, images, seed, augmentation: [], epoch: null };
      const { found, pixels, undecodable } = await data.call('posterBatch', request, { signal });
      this.seconds += (performance.now() - asked) / 1000;
      this.undecodable.push(...undecodable);
      yield { keys: found.map((place) => keys[place]), pixels };
    }
  }
}
