/**
 * Which column of a table feeds which field of a Film. Names are compared without case, spaces, underscores and
 * hyphens; for each field the synonyms stand in order of preference.
 */
import { FILM_FIELDS, type ColumnMapping, type FilmField } from './film';

const SYNONYMS: Record<FilmField, readonly string[]> = {
  tmdbId: ['tmdbid', 'id'],
  imdbId: ['imdbid', 'imdb', 'tconst', 'imdbtitleid', 'imdblink'],
  title: ['title', 'movietitle', 'filmtitle', 'primarytitle', 'name', 'film', 'movie', 'originaltitle'],
  genres: [
    'genres',
    'genre',
    'genrenames',
    'listedin',
    'category',
    'categories',
    'class',
    'label',
    'labels',
    'tags',
    'genreids',
  ],
  posterPath: ['posterpath', 'poster', 'posterurl', 'posterlink', 'posterfile'],
  releaseDate: [
    'releasedate',
    'released',
    'datereleased',
    'release',
    'date',
    'releaseyear',
    'startyear',
    'year',
  ],
  budget: ['budget', 'budgetusd', 'productionbudget'],
  revenue: ['revenue', 'boxoffice', 'revenueusd', 'worldwidegross', 'gross'],
  popularity: ['popularity'],
  voteAverage: [
    'voteaverage',
    'averagevote',
    'averagerating',
    'rating',
    'score',
    'imdbscore',
    'imdbrating',
    'avgvote',
  ],
  voteCount: ['votecount', 'numvotes', 'votes', 'imdbvotes', 'ratingcount', 'numberofvotes'],
  adult: ['adult', 'isadult'],
  joinValue: ['fname', 'filename', 'imagename', 'imagefile', 'imagepath', 'image', 'filepath'],
};

/** A name without what people write differently. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.]+/gu, '');
}

/** The mapping that the columns' names suggest. A column feeds one field only. */
export function recogniseColumns(columns: readonly string[]): ColumnMapping {
  const byPlainName = new Map<string, string>();
  for (const column of columns) {
    const plain = plainName(column);
    if (!byPlainName.has(plain)) byPlainName.set(plain, column);
  }
  const mapping: ColumnMapping = {};
  const taken = new Set<string>();
  for (const field of FILM_FIELDS)
    for (const synonym of SYNONYMS[field]) {
      const column = byPlainName.get(synonym);
      if (column === undefined || taken.has(column)) continue;
      mapping[field] = column;
      taken.add(column);
      break;
    }
  return mapping;
}

/**
 * The fields that the mapping leaves out; `joinValue` is never missed.
 * @param genresElsewhere whether genres come from columns of their own, one a genre.
 */
export function unmappedFields(mapping: ColumnMapping, genresElsewhere = false): FilmField[] {
  return FILM_FIELDS.filter(
    (field) =>
      field !== 'joinValue' && mapping[field] === undefined && !(field === 'genres' && genresElsewhere),
  );
}

const SPLIT_NAMES = new Set(['isvalid', 'valid', 'istest', 'split', 'set', 'subset', 'fold', 'partition']);

/** Whether a column is called as those are that say which films validate. */
export function namesASplit(column: string): boolean {
  return SPLIT_NAMES.has(plainName(column));
}
