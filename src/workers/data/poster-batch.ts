/**
 * Batches of posters as pixels. Requests read their pictures in turn, so that only one decodes at a time, however many
 * are made ahead; while one is being augmented, the next one reads.
 */
import { throwIfStopped } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import type { Picture } from '../../images/augment/picture';
import { decodePosters, type PrepareJob } from '../../images/prepare';
import type { PixelCache } from '../../storage/pixel-cache';
import type { SerialQueue } from '../../core/serial-queue';
import type { PosterBatch, PosterBatchRequest } from '../protocol';
import type { Augmenters } from '../augment/augmenters';
import { picturesFor, type Pictures } from './pictures';
import { TimeSlice } from './time-slice';

/** What all requests share. */
export interface PosterFeed {
  cache: PixelCache;
  augmenters: Augmenters;
  reading: SerialQueue;
}

/** @param jobs one for each key of the request. @throws OnesheetError `stopped`. */
export async function posterBatch(
  jobs: readonly PrepareJob[],
  request: PosterBatchRequest,
  { cache, augmenters, reading }: PosterFeed,
  signal?: AbortSignal,
): Promise<PosterBatch> {
  const { keys, copies, images, augmentation, seed, epoch } = request;
  const { pictures, undecodable } = await reading.do(async () => {
    throwIfStopped(signal);
    return readPictures(jobs, await picturesFor(cache, images, augmentation, seed), signal);
  });
  const found = [...pictures.keys()].filter((index) => pictures[index] !== null);
  const { width, height } = images;
  const pixels = await augmenters.augment(
    {
      pictures: pictures.filter((picture) => picture !== null),
      keys: found.map((index) => keys[index]),
      copies: found.map((index) => copies?.[index] ?? 0),
      augmentation,
      input: { width, height },
      seed,
      epoch,
    },
    signal,
  );
  throwIfStopped(signal);
  return { found, pixels, undecodable };
}

/** One picture per job, each with its own buffer, since a film may be requested twice; null if it cannot be decoded. */
async function readPictures(
  jobs: readonly PrepareJob[],
  from: Pictures,
  signal?: AbortSignal,
): Promise<{ pictures: (Picture | null)[]; undecodable: Problem[] }> {
  const read = new Map<string, Picture | null>();
  const undecodable: Problem[] = [];
  const missing: PrepareJob[] = [];
  const slice = new TimeSlice();
  for (const job of jobs) {
    if (read.has(job.key)) continue;
    const picture = from.has(job) ? from.read(job) : null;
    read.set(job.key, picture);
    if (!picture) missing.push(job);
    await slice.yieldIfDue();
    throwIfStopped(signal);
  }
  try {
    for await (const { job, pixels, problem } of decodePosters(missing, from.take, { signal })) {
      if (problem) undecodable.push(problem);
      else from.keep(job, pixels);
      read.set(job.key, pixels);
      await slice.yieldIfDue();
    }
  } finally {
    if (missing.length > 0) from.commit();
  }
  return { pictures: eachItsOwn(jobs, read), undecodable };
}

/** Buffers are transferred: a film that occurs twice needs two. */
function eachItsOwn(
  jobs: readonly PrepareJob[],
  read: ReadonlyMap<string, Picture | null>,
): (Picture | null)[] {
  const given = new Set<string>();
  return jobs.map(({ key }) => {
    const picture = read.get(key) ?? null;
    if (!picture || !given.has(key)) {
      given.add(key);
      return picture;
    }
    return { ...picture, data: picture.data.slice() };
  });
}
