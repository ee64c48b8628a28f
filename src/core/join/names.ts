/** Ids within the names of posters and their folders. Names are in lower case. */
import { readImdbId } from '../films/values';

/** `tt0114709`, also within a longer name: `tt0114709-w185`, `jumanji [imdbid-tt0113497]`. */
export function imdbIdWithin(name: string): string | null {
  const found = /(?:^|[^a-z0-9])(tt\d{5,10})(?![a-z0-9])/.exec(name);
  return found ? readImdbId(found[1]) : null;
}

/** The TMDb id that a name calls so: `{tmdb-949}`, `[tmdbid=949]`, `tmdb_949`. */
export function tmdbIdWithin(name: string): string | null {
  return /(?:^|[^a-z0-9])tmdb(?:id)?[-_= ]?0*([1-9]\d*)(?![a-z0-9])/.exec(name)?.[1] ?? null;
}

/** The number that is the whole name, without its leading zeros: `862`, `00862`. */
export function bareNumberOf(name: string): string | null {
  return /^0*([1-9]\d*)$/.exec(name)?.[1] ?? null;
}

/** `862-toy-story`, or `toy-story-862`: a number that may be an id, and the words beside it. */
export function numberedName(slug: string): { number: string; words: string } | null {
  const before = /^0*([1-9]\d*)-(.+)$/.exec(slug);
  if (before) return { number: before[1], words: before[2] };
  const behind = /^(.+)-0*([1-9]\d*)$/.exec(slug);
  return behind ? { number: behind[2], words: behind[1] } : null;
}
