/** From films to a list of downloads: one entry per poster, with its address and its name in the cache. */
import type { Film } from '../films/film';

export interface PosterJob {
  /** The Film's key. */
  key: string;
  title: string;
  url: string;
  /** Name in the cache; a safe file name on every system. */
  name: string;
}

/** A poster that could not be fetched, and why. */
export interface FailedFetch {
  /** The Film's key. */
  key: string;
  title: string;
  url: string;
  reason: string;
}

export interface PosterJobs {
  jobs: PosterJob[];
  /** Films whose poster path is invalid. */
  failed: FailedFetch[];
  /** Films without a poster path. */
  without: number;
}

/** How fetched posters are named: a function of the film and its validated poster path. */
export type PosterNaming = (film: Film, posterPath: string) => string;

const POSTER_PATH = /^\/[A-Za-z0-9_-]{1,80}\.(jpe?g|png|webp)$/i;

/** The name in the poster path: `/rhIRbceoE9lR4veEXuwCC2wARtG.jpg` → `rhIRbceoE9lR4veEXuwCC2wARtG.jpg`. */
export const nameByPath: PosterNaming = (_, posterPath) => posterPath.slice(1);

/** `tt0114709.jpg`; if there is no IMDb id, named by TMDb id; if there is neither, by poster path. */
export const nameById: PosterNaming = (film, posterPath) => {
  const extension = posterPath.slice(posterPath.lastIndexOf('.')).toLowerCase();
  if (film.imdbId && /^tt\d+$/.test(film.imdbId)) return film.imdbId + extension;
  if (film.tmdbId && /^\d+$/.test(film.tmdbId)) return film.tmdbId + extension;
  return nameByPath(film, posterPath);
};

/**
 * The posters of the films, each name once (two rows of one film share a poster).
 * @param base What poster paths are appended to: {@link TMDB_POSTER_BASE}, or a server that behaves the same.
 */
export function posterJobs(films: Iterable<Film>, base: string, naming: PosterNaming): PosterJobs {
  const root = base.replace(/\/+$/, '');
  const jobs = new Map<string, PosterJob>();
  const failed: FailedFetch[] = [];
  let without = 0;
  for (const film of films) {
    const { key, title, posterPath } = film;
    if (!posterPath) without++;
    else if (!POSTER_PATH.test(posterPath))
      failed.push({ key, title, url: '', reason: `"${posterPath.slice(0, 80)}" is not a poster path.` });
    else {
      const name = naming(film, posterPath);
      if (!jobs.has(name)) jobs.set(name, { key, title, url: root + posterPath, name });
    }
  }
  return { jobs: [...jobs.values()], failed, without };
}
