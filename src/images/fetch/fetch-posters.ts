/**
 * The page's poster fetcher: films in, posters in the cache. Requests carry neither cookies nor a referrer. Browsers do
 * not say why a response cannot be read, so the first failures are judged together.
 */
import { OnesheetError } from '../../core/errors';
import {
  fetchAll,
  nameByPath,
  posterJobs,
  RateLimiter,
  TMDB_POSTER_BASE,
  type FailedFetch,
  type FetchAllOptions,
  type FetchReport,
  type PosterCache,
  type PosterJob,
  type Transport,
} from '../../core/fetch';
import type { Film } from '../../core/films/film';
import type { Progress } from '../../core/progress';

export interface FetchPostersOptions {
  /** Posters per second, or a limiter whose rate can be changed during the fetch. */
  rate: number | RateLimiter;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Called for each poster as soon as it is in the cache. */
  onFetched?: (job: PosterJob) => void;
  onFailure?: (failure: FailedFetch) => void;
  /** What poster paths are appended to; by default TMDb's image server at width 185. */
  base?: string;
  /** Overrides for waits, attempts and limits. */
  limits?: Pick<
    FetchAllOptions,
    'concurrency' | 'attempts' | 'timeoutMs' | 'backOff' | 'longestHoldMs' | 'unreachableAfter'
  >;
}

const transport: Transport = (url, { signal }) =>
  fetch(url, { signal, mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });

function unreachable(everAnswered: boolean, reason: string): OnesheetError {
  if (everAnswered || !navigator.onLine)
    return new OnesheetError(
      'fetch-offline',
      everAnswered ? 'The connection to the image server was lost.' : 'This browser is offline.',
      'Check the connection and start again: what has been fetched is kept.',
      { cause: reason, where: { workspace: 'data' } },
    );
  return new OnesheetError(
    'fetch-blocked',
    'The browser may not read posters from the image server (it refuses pages of other origins: CORS), or there is no connection.',
    'Fetch them outside the browser with "npm run posters -- --csv FILE --out DIR", then open that folder here.',
    { cause: reason, where: { workspace: 'data' } },
  );
}

/** A poster's name in the cache: the poster path without its slash. */
export function cachedName(posterPath: string): string {
  return posterPath.replace(/^\//, '');
}

/**
 * Fetches the posters of the films that have a poster path, and stores them under {@link cachedName}. Skips posters
 * that are in the cache, so starting again after a reload resumes the fetch.
 * @throws OnesheetError `fetch-blocked` if none of the first requests could be read; `fetch-offline`; `fetch-failed` if
 * the
 *   server asks for too long a wait; `stopped`; errors of the cache.
 */
export async function fetchPosters(
  films: Iterable<Film>,
  cache: PosterCache,
  options: FetchPostersOptions,
): Promise<FetchReport> {
  const { jobs, failed } = posterJobs(films, options.base ?? TMDB_POSTER_BASE, nameByPath);
  for (const failure of failed) options.onFailure?.(failure);
  const { signal, onProgress, onFetched, onFailure, rate, limits } = options;
  const limiter = typeof rate === 'number' ? new RateLimiter(rate) : rate;
  const report = await fetchAll(jobs, {
    ...limits,
    transport,
    cache,
    limiter,
    signal,
    onProgress,
    onFetched,
    onFailure,
    unreachable,
  });
  return { ...report, failed: [...failed, ...report.failed] };
}
