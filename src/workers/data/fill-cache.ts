/** Decodes and prepares posters in one pass, into the cache. */
import type { Problem } from '../../core/films/film';
import { decodePosters, type PrepareJob } from '../../images/prepare';
import type { Pictures } from './pictures';
import { TimeSlice } from './time-slice';

/** Fills the cache, and returns what could not be decoded. @param onDone called once for each job. */
export async function fillCache(
  jobs: readonly PrepareJob[],
  pictures: Pictures,
  onDone: () => void,
  signal?: AbortSignal,
): Promise<{ prepared: number; fromCache: number; undecodable: Problem[] }> {
  const missing = jobs.filter((job) => !pictures.has(job));
  const fromCache = jobs.length - missing.length;
  const undecodable: Problem[] = [];
  const slice = new TimeSlice();
  for (let i = 0; i < fromCache; i++) onDone();
  try {
    for await (const { job, pixels, problem } of decodePosters(missing, pictures.take, { signal })) {
      if (problem) undecodable.push(problem);
      else pictures.keep(job, pixels);
      onDone();
      await slice.yieldIfDue();
    }
  } finally {
    pictures.commit();
  }
  return { prepared: missing.length - undecodable.length, fromCache, undecodable };
}
