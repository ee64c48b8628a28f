/** Films and tables for tests. */
import { TextFromBytes } from '../bytes-to-text';
import type { Film, Problem } from '../film';
import { TableReader, type TableOptions, type TableResult } from '../table-reader';

let nextLine = 2;

/** A film of which only what matters is said. */
export function makeFilm(film: Partial<Film> = {}): Film {
  const line = film.line ?? nextLine++;
  return {
    key: film.key ?? film.tmdbId ?? film.imdbId ?? `line:${line}`,
    line,
    tmdbId: null,
    imdbId: null,
    title: 'A film',
    genres: ['Drama'],
    posterPath: '/a.jpg',
    releaseDate: null,
    year: null,
    budget: 0,
    revenue: 0,
    popularity: null,
    voteAverage: null,
    voteCount: null,
    adult: null,
    joinValue: null,
    ...film,
  };
}

/** A table read from bytes (text is taken as UTF-8), in chunks of so many bytes. */
export function readTable(
  source: string | Uint8Array,
  options: TableOptions = {},
  chunk = 65_536,
): TableResult & { encoding: string; textNotices: readonly Problem[] } {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const text = new TextFromBytes();
  const table = new TableReader(options);
  for (let at = 0; at < bytes.length; at += chunk) table.push(text.push(bytes.subarray(at, at + chunk)));
  table.push(text.end());
  return { ...table.end(), encoding: text.encoding, textNotices: text.notices };
}
