/**
 * The generated sample's table, exactly in TMDb's dialect: 24 columns, lists as Python literals, numbers as pandas
 * writes them. It is read by the same reader as any other table. A few rows lack something, as real ones do, so that
 * the cleaning rules have something to find.
 */
import { Random } from '../../core/random';
import { GENRE_IDS } from './genres';
import type { PosterSpec } from './poster-spec';

/** The 24 columns of The Movies Dataset, in its order. */
export const TMDB_COLUMNS = [
  'adult',
  'belongs_to_collection',
  'budget',
  'genres',
  'homepage',
  'id',
  'imdb_id',
  'original_language',
  'original_title',
  'overview',
  'popularity',
  'poster_path',
  'production_companies',
  'production_countries',
  'release_date',
  'revenue',
  'runtime',
  'spoken_languages',
  'status',
  'tagline',
  'title',
  'video',
  'vote_average',
  'vote_count',
] as const;
type Row = Record<(typeof TMDB_COLUMNS)[number], string>;

/**
 * Above every number that TMDb and IMDb had assigned by 2026, so that no invented film can be mistaken for a real one.
 */
const FIRST_TMDB_ID = 900_000_001;
const FIRST_IMDB_ID = 99_000_001;

function pythonString(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? `'${text.replaceAll("'", "\\'")}'` : `"${text}"`;
}

function genreLiteral(names: readonly string[]): string {
  const entries = names.map((name) => `{'id': ${GENRE_IDS[name]}, 'name': ${pythonString(name)}}`);
  return `[${entries.join(', ')}]`;
}

/** A float as Python prints it: `81.0`. */
function pythonFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function rowOf(spec: PosterSpec): Row {
  const { facts } = spec;
  return {
    adult: 'False',
    belongs_to_collection: '',
    budget: String(facts.budget),
    genres: genreLiteral(spec.genres),
    homepage: '',
    id: String(FIRST_TMDB_ID + spec.index),
    imdb_id: `tt${FIRST_IMDB_ID + spec.index}`,
    original_language: 'en',
    original_title: spec.title,
    overview: 'An invented film: its poster was drawn by this page.',
    popularity: pythonFloat(facts.popularity),
    poster_path: `/${spec.file}`,
    production_companies: '[]',
    production_countries: '[]',
    release_date: facts.releaseDate,
    revenue: String(facts.revenue),
    runtime: pythonFloat(facts.runtime),
    spoken_languages: "[{'iso_639_1': 'en', 'name': 'English'}]",
    status: 'Released',
    tagline: spec.tagline,
    title: spec.title,
    video: 'False',
    vote_average: pythonFloat(facts.voteAverage),
    vote_count: String(facts.voteCount),
  };
}

/** Defects of rows, one kind for each rule of the first write-up. About 4 % of the rows have one. */
const FLAWS: readonly ((row: Row) => void)[] = [
  (row) => (row.title = '…'),
  (row) => (row.genres = '[]'),
  (row) => (row.poster_path = ''),
  (row) => (row.budget = ''),
  (row) => (row.revenue = ''),
];
const FLAWED_SHARE = 0.04;

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The table as text, one row per poster, including defects. */
export function sampleTable(specs: readonly PosterSpec[], seed: number): string {
  const random = new Random(seed, 'sample flaws');
  const lines = specs.map((spec) => {
    const row = rowOf(spec);
    if (random.uniform() < FLAWED_SHARE) random.pick(FLAWS)(row);
    return TMDB_COLUMNS.map((column) => quoted(row[column])).join(',');
  });
  return [TMDB_COLUMNS.join(','), ...lines].join('\n') + '\n';
}
