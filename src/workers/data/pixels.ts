/**
 * Posters → pixels for the networks: from the cache where they are there, decoded now and kept where not.
 */
import type { Problem } from '../../core/films/film';
import type { Recipe } from '../../core/recipe/recipe';
import { decodePosters, preparePosters, type Prepared, type PrepareJob } from '../../images/prepare';
import type { PixelCache } from '../../storage/pixel-cache';
import type { RecordPack } from '../../storage/record-pack';
import type { PixelBatch } from '../protocol';
import { cacheName, type Pictures } from './pictures';
import { Turns } from './turns';

export interface PixelOptions {
  images: Recipe['images'];
  /** Seeds random crops. */
  seed: number;
  signal?: AbortSignal;
}

/** All of the jobs' pixels in their order; what cannot be decoded is left out and listed. */
export async function readPixels(
  jobs: readonly PrepareJob[],
  cache: PixelCache,
  options: PixelOptions,
): Promise<PixelBatch> {
  const { width, height } = options.images;
  const pack = await cache.pack(options.images, options.seed);
  const bytes = width * height * 3;
  const pixels = new Uint8Array(jobs.length * bytes);
  const keys: string[] = [];
  const undecodable: Problem[] = [];
  const missing = new Set(jobs.filter((job) => !pack.has(cacheName(job, options.images))));
  const decoded = preparePosters(missing, options.images, options.seed, { signal: options.signal });
  try {
    for (const job of jobs) {
      const out = pixels.subarray(keys.length * bytes, (keys.length + 1) * bytes);
      const problem = missing.has(job)
        ? takeDecoded(await nextOf(decoded), out, cache, pack, options)
        : pack.read(cacheName(job, options.images), out)
          ? null
          : await decodeAgain(job, out, cache, pack, options);
      if (problem) undecodable.push(problem);
      else keys.push(job.key);
    }
  } finally {
    await decoded.return();
    cache.commit(pack);
  }
  return { keys, pixels: pixels.slice(0, keys.length * bytes), undecodable };
}

async function nextOf(decoded: AsyncGenerator<Prepared>): Promise<Prepared> {
  const next = await decoded.next();
  if (next.done) throw new Error('Fewer posters came back than were asked for.');
  return next.value;
}

function takeDecoded(
  prepared: Prepared,
  out: Uint8Array,
  cache: PixelCache,
  pack: RecordPack,
  options: PixelOptions,
): Problem | null {
  if (prepared.pixels === null) return prepared.problem;
  out.set(prepared.pixels);
  cache.keep(pack, cacheName(prepared.job, options.images), prepared.pixels);
  return null;
}

/** A record that was damaged on the disk. */
async function decodeAgain(
  job: PrepareJob,
  out: Uint8Array,
  cache: PixelCache,
  pack: RecordPack,
  options: PixelOptions,
): Promise<Problem | null> {
  for await (const prepared of preparePosters([job], options.images, options.seed, options))
    return takeDecoded(prepared, out, cache, pack, options);
  return null;
}

/** Fills the cache, and says what could not be decoded. @param onDone called once for each job. */
export async function fillCache(
  jobs: readonly PrepareJob[],
  pictures: Pictures,
  onDone: () => void,
  signal?: AbortSignal,
): Promise<{ prepared: number; fromCache: number; undecodable: Problem[] }> {
  const missing = jobs.filter((job) => !pictures.has(job));
  const fromCache = jobs.length - missing.length;
  const undecodable: Problem[] = [];
  const turns = new Turns();
  for (let i = 0; i < fromCache; i++) onDone();
  try {
    for await (const { job, pixels, problem } of decodePosters(missing, pictures.take, { signal })) {
      if (problem) undecodable.push(problem);
      else pictures.keep(job, pixels);
      onDone();
      await turns.yieldIfDue();
    }
  } finally {
    pictures.commit();
  }
  return { prepared: missing.length - undecodable.length, fromCache, undecodable };
}
