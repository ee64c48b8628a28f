/**
 * The Library: everything that the data worker holds of one data set. Every change makes a new one that replaces the
 * old one at its end, so a change that fails or is stopped leaves the old one in place.
 */
import { fileName } from '../input/found-file';
import { runFunnel, type Funnel } from '../../core/cleaning/funnel';
import type { FactsOf } from '../../core/cleaning/rule';
import type { Film, Problem } from '../../core/films/film';
import { countGenres } from '../../core/films/genre-counts';
import { filmsFromFolders } from '../../core/films/folders';
import { FilmTable } from '../../core/films/query';
import { joinPosters, type Join } from '../../core/join/join';
import { foldersLookLikeFilms } from '../../core/join/media-folders';
import type { PosterFacts } from '../../core/pixels/poster-facts';
import { cleaningWith, DEFAULT_RULES, sameCleaning, type CleaningSettings } from '../../core/cleaning/rules';
import type { PosterSource } from '../../images/poster';
import { imageProblem } from '../../images/prepare';
import type { DatasetSummary, FetchReport, NoticeCount } from '../protocol';
import type { FoundFile } from '../input/found-file';
import type { ReadTable } from './read-table';

/** A table as it was opened; its file is kept so that it can be read again with another mapping. */
export interface LibraryTable {
  file: FoundFile;
  read: ReadTable;
}

/** What a Library is made from; everything else follows from it. */
export interface Holdings {
  name: string | null;
  origin: DatasetSummary['origin'];
  attribution: string | null;
  table: LibraryTable | null;
  posters: readonly PosterSource[];
  /** Files that were rejected. */
  unread: readonly Problem[];
}

export interface Library extends Holdings {
  /** A new number after every change that may lead to another plan. */
  revision: number;
  films: readonly Film[];
  /** By path. */
  posterAt: ReadonlyMap<string, PosterSource>;
  join: Join;
  /** A sentence where folders that were taken for classes look like films. */
  filmFolders: string | null;
  view: FilmTable;
  cleaning: CleaningSettings;
  /** What was measured of a poster, by its identity; null if it has not been examined. */
  factsAt: (identity: string) => PosterFacts | null;
  funnel: Funnel;
  /** Posters found not to be images, by path. Grows as they are found. */
  undecodable: Map<string, Problem>;
  failedFetches: FetchReport['failed'];
}

let revisions = 0;

export function nextRevision(): number {
  return ++revisions;
}

export const NO_HOLDINGS: Holdings = {
  name: null,
  origin: null,
  attribution: null,
  table: null,
  posters: [],
  unread: [],
};

/**
 * Joins and counts. Without a table, folders are classes.
 * @param before the previous Library: its rules and what is known of its posters are kept.
 * @param factsAt as in {@link Library}; by default those of `before`.
 * @param cleaning the rules; by default those of `before`, or else the default rules.
 */
export function makeLibrary(
  holdings: Holdings,
  before?: Library,
  factsAt: Library['factsAt'] = before?.factsAt ?? (() => null),
  cleaning: CleaningSettings = before?.cleaning ?? cleaningWith(DEFAULT_RULES),
): Library {
  const paths = holdings.posters.map((poster) => poster.path);
  const { films, join, filmFolders } = holdings.table
    ? ofTable(holdings.table.read.films, paths)
    : ofFolders(paths);
  const posterAt = new Map(holdings.posters.map((poster) => [poster.path, poster]));
  return {
    ...holdings,
    revision: nextRevision(),
    films,
    join,
    filmFolders,
    posterAt,
    view: new FilmTable(films, holdings.table?.read.problems ?? [], join.byFilm),
    cleaning,
    factsAt,
    funnel: runFunnel(films, cleaning, factsOver({ join, posterAt, factsAt })),
    undecodable: knownUndecodable(holdings.posters, before),
    failedFetches: [],
  };
}

/** Empty files are known to be unreadable without reading them. */
function knownUndecodable(posters: readonly PosterSource[], before?: Library): Map<string, Problem> {
  const known = new Map<string, Problem>();
  for (const { path, size, identity } of posters) {
    const problem = before?.posterAt.get(path)?.identity === identity && before.undecodable.get(path);
    if (problem) known.set(path, problem);
    else if (size === 0) known.set(path, imageProblem(path, 'image-empty', 'The file is empty.'));
  }
  return known;
}

/** The same data under these rules; the same Library if its rules are equal. */
export function withCleaning(library: Library, cleaning: CleaningSettings): Library {
  return sameCleaning(cleaning, library.cleaning) ? library : cleanedAgain({ ...library, cleaning });
}

/** The same data and rules, applied again after posters have been examined. */
export function cleanedAgain(library: Library): Library {
  return {
    ...library,
    revision: nextRevision(),
    funnel: runFunnel(library.films, library.cleaning, factsOver(library)),
  };
}

/** Returns a function that looks up what was measured of a film's poster. */
function factsOver({ join, posterAt, factsAt }: Pick<Library, 'join' | 'posterAt' | 'factsAt'>): FactsOf {
  return ({ key }) => {
    const poster = posterAt.get(join.byFilm.get(key) ?? '');
    return poster ? factsAt(poster.identity) : null;
  };
}

/** The posters that belong to films. */
export function joinedPosters({ join, posterAt }: Library): PosterSource[] {
  return [...join.byFilm.values()].flatMap((path) => posterAt.get(path) ?? []);
}

type Joined = Pick<Library, 'films' | 'join' | 'filmFolders'>;

function ofTable(films: readonly Film[], paths: readonly string[]): Joined {
  return { films, join: joinPosters(films, paths), filmFolders: null };
}

function ofFolders(paths: readonly string[]): Joined {
  const { films, posterOf, classNames } = filmsFromFolders(paths);
  const unused = paths.filter((path) => !posterOf.has(path));
  return {
    films,
    filmFolders: foldersLookLikeFilms(classNames, films.length),
    join: {
      byFilm: posterOf,
      missing: [],
      unused,
      duplicates: [],
      ambiguous: [],
      report: {
        matched: films.length,
        missing: 0,
        unused: unused.length,
        duplicate: 0,
        undecodable: 0,
        by: films.length > 0 ? { folder: films.length } : {},
      },
    },
  };
}

/** The summary sent to the page. */
export function summaryOf(library: Library): DatasetSummary {
  const { table, join } = library;
  return {
    revision: library.revision,
    name: library.name,
    origin: library.origin,
    attribution: library.attribution,
    table: table && {
      name: fileName(table.file.path),
      rows: table.read.rowCount,
      films: table.read.films.length,
      unusable: table.read.unusable,
      columns: table.read.columns,
      mapping: table.read.mapping,
      unmapped: table.read.unmapped,
      dialect: table.read.dialect,
      findings: table.read.findings,
      choice: table.read.choice,
      known: table.read.known,
      genreColumns: table.read.genreColumns,
      notices: countNotices(table.read),
    },
    posters: library.posters.length,
    measured: joinedPosters(library).filter(
      ({ path, identity }) => library.undecodable.has(path) || library.factsAt(identity) !== null,
    ).length,
    join: { ...join.report, undecodable: library.undecodable.size },
    genres: countGenres(library.films, library.funnel.kept),
    unread: library.unread.length,
    filmFolders: library.filmFolders,
  };
}

/** All that is worth knowing of a table: of its text, of the whole, then of single values. */
export function noticesOf({ textNotices, remarks, notices }: ReadTable): Problem[] {
  return [...textNotices, ...remarks, ...notices];
}

function countNotices(read: ReadTable): NoticeCount[] {
  const by = new Map<string, NoticeCount>();
  for (const { kind, reason, line } of noticesOf(read)) {
    const before = by.get(reason);
    if (before) before.count++;
    else by.set(reason, { kind, reason, line, count: 1 });
  }
  return [...by.values()];
}

/** The poster of a film; null if it has none. */
export function posterOf(library: Library, key: string): PosterSource | null {
  const path = library.join.byFilm.get(key);
  return path === undefined ? null : (library.posterAt.get(path) ?? null);
}
