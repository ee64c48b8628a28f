/** Tables that many people have, by the columns that no other has together. */

interface KnownTable {
  title: string;
  /** In lower case; all must be there. */
  columns: readonly string[];
}

/** The first that fits is the name. */
export const KNOWN_TABLES = {
  'movies-dataset': {
    title: 'The Movies Dataset',
    columns: ['id', 'imdb_id', 'genres', 'poster_path', 'belongs_to_collection', 'video'],
  },
  'tmdb-dump': {
    title: 'a dump of TMDb’s films with plain genres',
    columns: ['id', 'title', 'vote_average', 'backdrop_path', 'genres', 'keywords', 'poster_path'],
  },
  'tmdb-5000': {
    title: 'TMDB 5000',
    columns: ['id', 'title', 'genres', 'keywords', 'production_companies', 'vote_average', 'budget'],
  },
  'tmdb-list': {
    title: 'a list of TMDb’s API',
    columns: ['id', 'title', 'genre_ids', 'poster_path'],
  },
  'imdb-basics': {
    title: 'IMDb’s title.basics',
    columns: ['tconst', 'titletype', 'primarytitle', 'startyear', 'genres'],
  },
  movielens: { title: 'MovieLens’ films', columns: ['movieid', 'title', 'genres'] },
  'poster-addresses': {
    title: 'the table of IMDb’s poster addresses',
    columns: ['imdbid', 'imdb link', 'title', 'genre', 'poster'],
  },
  omdb: { title: 'OMDb’s answers', columns: ['title', 'year', 'genre', 'imdbid', 'imdbvotes'] },
  fastai: { title: 'fastai’s list of files and labels', columns: ['fname', 'labels'] },
} as const satisfies Record<string, KnownTable>;

export type KnownTableId = keyof typeof KNOWN_TABLES;

/** @returns what the table is called, null for any other. */
export function knownTable(columns: readonly string[]): string | null {
  const names = new Set(columns.map((column) => column.trim().toLowerCase()));
  const found = Object.values(KNOWN_TABLES).find((table) =>
    table.columns.every((column) => names.has(column)),
  );
  return found?.title ?? null;
}
