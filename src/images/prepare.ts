/**
 * Many posters → pixels. Reading and decoding run ahead by a few posters, since the browser does both outside this
 * thread; results come in the order requested. Memory is limited by how far it runs ahead and by the number of
 * undecoded pixels in flight, so that two huge posters are never decoded at once.
 */
import type { Problem } from '../core/films/film';
import { isStop, OnesheetError, throwIfStopped } from '../core/errors';
import { decodeSniffed } from './decode';
import { fitBitmap, type Fitting } from './draw';
import { cropRandom } from './fit/fits';
import { Allowance } from './allowance';
import type { PosterSource } from './poster';
import { sniff } from './sniff';

export interface PrepareJob {
  /** The film's key, which seeds a random crop. */
  key: string;
  poster: PosterSource;
}

/** The result for one poster, or why there is none. */
export type DecodedPoster<T> = { job: PrepareJob } & (
  { pixels: T; problem: null } | { pixels: null; problem: Problem }
);

/** RGB bytes `[height, width, 3]`, or why there are none. */
export type Prepared = DecodedPoster<Uint8Array>;

/** Extracts the result from a decoded poster. @param alpha whether pixels may be transparent. */
export type TakePixels<T> = (bitmap: ImageBitmap, alpha: boolean, job: PrepareJob) => T;

export interface PrepareOptions {
  signal?: AbortSignal;
  /** Number of posters that are read and decoded at the same time. */
  ahead?: number;
}

const AHEAD = 8;
/** Limit on the pixels that are decoded at the same time: 32 million take 128 MB. */
const PIXELS_IN_FLIGHT = 32_000_000;

/** Fits posters. To stop, use `return()` or the signal. @throws OnesheetError `stopped`. */
export function preparePosters(
  jobs: Iterable<PrepareJob>,
  images: Fitting,
  seed: number,
  options: PrepareOptions = {},
): AsyncGenerator<Prepared, void, undefined> {
  const fit: TakePixels<Uint8Array> = (bitmap, alpha, { key }) =>
    fitBitmap(bitmap, alpha, images, cropRandom(seed, key));
  return decodePosters(jobs, fit, options);
}

/** To stop, use `return()` or the signal. @throws OnesheetError `stopped`. */
export async function* decodePosters<T>(
  jobs: Iterable<PrepareJob>,
  take: TakePixels<T>,
  { signal, ahead = AHEAD }: PrepareOptions = {},
): AsyncGenerator<DecodedPoster<T>, void, undefined> {
  const allowance = new Allowance(PIXELS_IN_FLIGHT);
  const queue: Promise<DecodedPoster<T>>[] = [];
  const start = (job: PrepareJob) => {
    const decoded = decodeOne(job, take, allowance, signal);
    // a rejection is handled when its turn comes; until then it must not count as unhandled
    decoded.catch(() => undefined);
    queue.push(decoded);
  };
  for (const job of jobs) {
    throwIfStopped(signal);
    start(job);
    const next = queue.length >= ahead ? queue.shift() : undefined;
    if (next) yield await next;
  }
  for (const next of queue) yield await next;
}

async function decodeOne<T>(
  job: PrepareJob,
  take: TakePixels<T>,
  allowance: Allowance,
  signal?: AbortSignal,
): Promise<DecodedPoster<T>> {
  throwIfStopped(signal);
  const bytes = await readPoster(job.poster);
  if ('kind' in bytes) return { job, pixels: null, problem: bytes };
  const sniffed = sniff(bytes);
  if (sniffed.header === null)
    return { job, pixels: null, problem: imageProblem(job.poster.path, sniffed.fault, sniffed.reason) };
  const { header } = sniffed;
  const release = await allowance.take(header.width * header.height);
  try {
    throwIfStopped(signal);
    const decoded = await decodeSniffed(bytes, header, job.poster.blob);
    if (decoded.bitmap === null)
      return { job, pixels: null, problem: imageProblem(job.poster.path, decoded.fault, decoded.reason) };
    try {
      return { job, pixels: take(decoded.bitmap, header.alpha, job), problem: null };
    } finally {
      decoded.bitmap.close();
    }
  } finally {
    release();
  }
}

/** A poster's bytes, or the problem that prevented reading them. @throws OnesheetError `stopped`. */
async function readPoster(poster: PosterSource): Promise<Uint8Array<ArrayBuffer> | Problem> {
  try {
    return await poster.read();
  } catch (error) {
    if (isStop(error)) throw error;
    if (error instanceof OnesheetError) return imageProblem(poster.path, error.code, error.message);
    const cause = error instanceof Error ? error.message : String(error);
    return imageProblem(poster.path, 'file-unreadable', `The file could not be read: ${cause}`);
  }
}

/** One unreadable poster as data. */
export function imageProblem(file: string, kind: string, reason: string): Problem {
  return { kind, line: null, file, reason, found: '' };
}
