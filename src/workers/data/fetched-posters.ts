/** Posters fetched from TMDb, as posters of the data set. */
import { OnesheetError } from '../../core/errors';
import { TMDB_ATTRIBUTION } from '../../core/fetch';
import type { Film } from '../../core/films/film';
import { cachedName } from '../../images/fetch/fetch-posters';
import type { PosterSource } from '../../images/poster';
import type { FetchedPosters } from '../../storage/poster-cache';
import type { Holdings } from './library';

const FOLDER = 'image.tmdb.org/';
/** Prefix of the identities of fetched posters, since a person's folder may have any name. */
const ORIGIN = 'tmdb|';

/** Whether a poster was fetched from TMDb. */
export function isFetched(poster: PosterSource): boolean {
  return poster.identity.startsWith(ORIGIN);
}

/** The holdings together with all posters of their films that have been fetched. */
export function withFetched(holdings: Holdings, cache: FetchedPosters): Holdings {
  const own = holdings.posters.filter((poster) => !isFetched(poster));
  const fetched = fetchedPosters(holdings.table?.read.films ?? [], cache);
  if (fetched.length === 0) return holdings;
  return { ...holdings, posters: [...own, ...fetched], attribution: TMDB_ATTRIBUTION };
}

function fetchedPosters(films: readonly Film[], cache: FetchedPosters): PosterSource[] {
  const posters = new Map<string, PosterSource>();
  for (const { posterPath } of films) {
    if (posterPath === null) continue;
    const name = cachedName(posterPath);
    const size = cache.sizeOf(name);
    if (size !== null && !posters.has(name)) posters.set(name, fetchedPoster(name, size, cache));
  }
  return [...posters.values()];
}

function fetchedPoster(name: string, size: number, cache: FetchedPosters): PosterSource {
  return {
    path: FOLDER + name,
    size,
    // TMDb uses a new path for every image
    identity: `${ORIGIN}${name}|${size}`,
    read: async () => {
      const blob = await cache.get(name);
      if (!blob)
        throw new OnesheetError(
          'file-unreadable',
          'The fetched poster is no longer stored.',
          'Fetch the posters again.',
        );
      return new Uint8Array(await blob.arrayBuffer());
    },
  };
}
