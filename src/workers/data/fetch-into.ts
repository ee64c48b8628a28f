/** Fetches posters from TMDb into the data set: each one can be used as soon as it has arrived. */
import type { Film } from '../../core/films/film';
import { fetchPosters } from '../../images/fetch/fetch-posters';
import type { FetchOptions, FetchReport } from '../protocol';
import type { FetchedPosters } from '../../storage/poster-cache';
import { isFetched, withFetched } from './fetched-posters';
import { makeLibrary, posterOf, type Library } from './library';
import type { OpenOptions } from './open-input';
import type { DataState } from './state';

/** Joining takes a moment for a large table: it runs at most this often, and for at most a twentieth of the time. */
const JOIN_EVERY_MS = 3000;
const SHARE_OF_TIME = 20;

export interface FetchIntoOptions extends OpenOptions {
  onFailure: (failed: FetchReport['failed'][number]) => void;
}

/**
 * Fetches the posters of films that have none of their own.
 * @throws OnesheetError whatever `fetchPosters` throws; what was fetched until then stays.
 */
export async function fetchInto(
  state: DataState,
  { rate }: FetchOptions,
  { signal, onProgress, onFailure }: FetchIntoOptions,
): Promise<FetchReport> {
  const cache = await state.fetched;
  const { library } = state;
  const wanted = library.films.filter((film) => lacksOwnPoster(library, film));
  const failed: FetchReport['failed'] = [];
  const take = () => takeFetched(state, library, cache, failed);
  let nextJoin = performance.now() + JOIN_EVERY_MS;
  try {
    return await fetchPosters(wanted, cache, {
      rate,
      signal,
      onProgress,
      onFailure: (failure) => {
        failed.push(failure);
        onFailure(failure);
      },
      onFetched: () => {
        const began = performance.now();
        if (began < nextJoin) return;
        take();
        const ended = performance.now();
        nextJoin = ended + Math.max(JOIN_EVERY_MS, SHARE_OF_TIME * (ended - began));
      },
    });
  } finally {
    take();
  }
}

function lacksOwnPoster(library: Library, film: Film): boolean {
  const poster = posterOf(library, film.key);
  return poster === null || isFetched(poster);
}

/** Puts the fetched posters into the Library, unless other data were opened meanwhile. */
function takeFetched(
  state: DataState,
  asked: Library,
  cache: FetchedPosters,
  failed: FetchReport['failed'],
): void {
  // reading the same file again, with another mapping, is no other data
  if (state.library.table?.file !== asked.table?.file) return;
  const next = makeLibrary(withFetched(state.library, cache), state.library);
  state.library = { ...next, failedFetches: [...failed] };
}
