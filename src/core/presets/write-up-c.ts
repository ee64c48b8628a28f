/** What all presets of write-up C share: its cleaning and its question. */
import type { Settings } from './preset';

/** Excludes films without genre and repeated titles except the first: about 35,000 films with 20 genres. */
export const CLEANED: Settings['cleaning'] = { rules: ['no-genre', 'repeated-title', 'no-poster-path'] };
const ALL_GENRES: Settings['task'] = { kind: 'genres' };

/** All genres of this many cleaned films, 80 / 10 / 10: 1,600 / 200 / 200 of 2,000. Null for all films. */
export function allGenres(films: number | null) {
  return { cleaning: CLEANED, task: ALL_GENRES, split: thirds(films) } satisfies Settings;
}

export function thirds(films: number | null): Settings['split'] {
  return { validation: 0.1, test: 0.1, films };
}
