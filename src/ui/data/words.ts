/** The Data workspace's names for fields, lists and keys. */
import type { FilmField } from '../../core/films/film';
import type { JoinKey } from '../../core/join/join';
import type { ListId } from '../../workers/protocol';

export const FIELD_NAMES: Record<FilmField, string> = {
  tmdbId: 'TMDb id',
  imdbId: 'IMDb id',
  title: 'Title',
  genres: 'Genres',
  posterPath: 'Poster path',
  releaseDate: 'Release date',
  budget: 'Budget',
  revenue: 'Revenue',
  popularity: 'Popularity',
  voteAverage: 'Vote average',
  voteCount: 'Vote count',
  adult: 'Adult',
  joinValue: 'Poster file',
};

export const FIELD_HINTS: Partial<Record<FilmField, string>> = {
  genres: 'A list of names in any common notation',
  joinValue: 'The column with the posters’ file names, if ids do not match',
};

/** The join report's names for its keys, most reliable first. */
export const JOIN_NAMES: Readonly<Record<JoinKey, string>> = {
  column: 'the chosen column',
  imdb: 'IMDb id',
  tmdb: 'TMDb id',
  'poster-path': 'poster path',
  slug: 'title',
  folder: 'folder',
};

export const LIST_FILES: Record<ListId, string> = {
  'unusable-rows': 'unusable-rows.csv',
  notices: 'notices.csv',
  'removed-films': 'removed-films.csv',
  matched: 'matched.csv',
  'missing-posters': 'missing-posters.csv',
  'unused-posters': 'unused-posters.csv',
  'duplicate-posters': 'duplicate-posters.csv',
  'undecodable-posters': 'undecodable-posters.csv',
  'failed-fetches': 'failed-fetches.csv',
  'unread-files': 'unread-files.csv',
};
