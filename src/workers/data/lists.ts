/** The list behind each count, as CSV to download. */
import { toCsv, type CsvCell } from '../../core/csv';
import { RULES } from '../../core/cleaning/rules';
import type { Film, Problem } from '../../core/films/film';
import type { ListId } from '../protocol';
import { noticesOf, type Library } from './library';
import { withoutRole } from '../../core/join/media-folders';
import { stemOf } from '../../core/films/image-paths';

const GUARD = { formulas: 'guard' } as const;

/** @returns UTF-8 with a byte-order mark; without it Excel assumes another encoding. */
export function listAsCsv(library: Library, list: ListId): Blob {
  return new Blob(['\ufeff', LISTS[list](library)], { type: 'text/csv;charset=utf-8' });
}

const LISTS: Record<ListId, (library: Library) => string> = {
  'unusable-rows': ({ table }) => problems(table?.read.problems ?? []),
  notices: ({ table }) => problems(table ? noticesOf(table.read) : []),
  'removed-films': removedFilms,
  matched: ({ films, join }) =>
    ofFilms(
      films.filter((film) => join.byFilm.has(film.key)),
      ['file'],
      (film) => [join.byFilm.get(film.key) ?? null],
    ),
  'missing-posters': ({ films, join }) => {
    const missing = new Set(join.missing);
    return ofFilms(
      films.filter((film) => missing.has(film.key)),
      ['poster_path'],
      (film) => [film.posterPath],
    );
  },
  'unused-posters': unusedPosters,
  'duplicate-posters': ({ join }) =>
    toCsv(
      ['file', 'film', 'file_taken'],
      join.duplicates.map(({ path, film }) => [path, film, join.byFilm.get(film) ?? null]),
      GUARD,
    ),
  'undecodable-posters': ({ undecodable }) => problems(undecodable.values()),
  'failed-fetches': ({ failedFetches }) =>
    toCsv(
      ['film', 'title', 'url', 'reason'],
      failedFetches.map(({ key, title, url, reason }) => [key, title, url, reason]),
      GUARD,
    ),
  'unread-files': ({ unread }) => problems(unread),
};

function problems(all: Iterable<Problem>): string {
  const rows = Array.from(all, ({ kind, line, file, reason, found }): CsvCell[] => [
    file,
    line,
    kind,
    reason,
    found,
  ]);
  return toCsv(['file', 'line', 'kind', 'reason', 'found'], rows, GUARD);
}

const FILM_COLUMNS = ['film', 'line', 'title', 'tmdb_id', 'imdb_id'];

function ofFilms(films: readonly Film[], more: string[], cells: (film: Film) => CsvCell[]): string {
  const rows = films.map((film) => [
    film.key,
    film.line,
    film.title,
    film.tmdbId,
    film.imdbId,
    ...cells(film),
  ]);
  return toCsv([...FILM_COLUMNS, ...more], rows, GUARD);
}

function removedFilms({ funnel }: Library): string {
  const ruleOf = new Map<Film, string>();
  for (const [rule, films] of funnel.removed) for (const film of films) ruleOf.set(film, RULES[rule].title);
  const films = [...ruleOf.keys()].sort((a, b) => a.line - b.line);
  return ofFilms(films, ['rule'], (film) => [ruleOf.get(film) ?? null]);
}

function unusedPosters({ join }: Library): string {
  const candidates = new Map(join.ambiguous.map(({ path, films }) => [path, films]));
  return toCsv(
    ['file', 'reason', 'films'],
    join.unused.map((path) => {
      const films = candidates.get(path);
      return films
        ? [path, 'Several films have this title.', films.join(' ')]
        : [
            path,
            withoutRole(stemOf(path).toLowerCase()) === null
              ? 'By its name it is no poster but fanart, a banner or the like.'
              : 'No film has this name or id.',
            null,
          ];
    }),
    GUARD,
  );
}
