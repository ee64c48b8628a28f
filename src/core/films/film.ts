/**
 * The Film: one usable row of a table, whatever dialect it came in. Everything later (rules, tasks, splits)
 * reads Films and never the table's own columns.
 */

/** `null` means that the table does not say; 0 means that it says 0. */
export interface Film {
  /** Unique within the dataset and stable between readings of the same table: `862`, `tt0114709` or `line:17`. */
  key: string;
  /** Line of the table on which the row begins; the header is line 1. 0 for films made from folders. */
  line: number;
  tmdbId: string | null;
  imdbId: string | null;
  title: string;
  /** Names in the order in which the table lists them. For a folder per class: the folder's name alone. */
  genres: string[];
  posterPath: string | null;
  /** ISO date, `YYYY-MM-DD`. */
  releaseDate: string | null;
  year: number | null;
  /** US dollars. */
  budget: number | null;
  /** US dollars. */
  revenue: number | null;
  popularity: number | null;
  /** 0 to 10. */
  voteAverage: number | null;
  voteCount: number | null;
  adult: boolean | null;
  /** The value of the column that the person chose for joining posters, where they chose one. */
  joinValue: string | null;
}

/** The fields of a Film that a column of a table can be mapped to. */
export const FILM_FIELDS = [
  'tmdbId',
  'imdbId',
  'title',
  'genres',
  'posterPath',
  'releaseDate',
  'budget',
  'revenue',
  'popularity',
  'voteAverage',
  'voteCount',
  'adult',
  'joinValue',
] as const;
export type FilmField = (typeof FILM_FIELDS)[number];

/** Which column (by its name in the header) feeds which field. A field left out stays null in every Film. */
export type ColumnMapping = Partial<Record<FilmField, string>>;

/** One thing that is wrong with the data: counted, listed, downloadable, never fatal. */
export interface Problem {
  /** Machine-readable kind: "row-short", "genres-not-a-list", "image-truncated" … */
  kind: string;
  /** Line of the table, where the problem is a row's. */
  line: number | null;
  /** Path or name of the file, where the problem is a file's. */
  file: string | null;
  /** One sentence for a person. */
  reason: string;
  /** The first 200 characters of what was found. */
  found: string;
}
