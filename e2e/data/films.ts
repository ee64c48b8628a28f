/**
 * A small collection for stories: a table in TMDb's dialect with some unusable rows, and posters whose classes differ
 * in pattern, so that a head learns them in a few epochs. All of it is made up.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { png, type Colour } from './png';

export const HEADER = [
  'adult,belongs_to_collection,budget,genres,homepage,id,imdb_id,original_language,original_title,overview',
  'popularity,poster_path,production_companies,production_countries,release_date,revenue,runtime',
  'spoken_languages,status,tagline,title,video,vote_average,vote_count',
].join(',');

export interface MadeFilm {
  id: number;
  imdbId: string;
  title: string;
  genres: string[];
  popularity: number;
}

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line of the table; `broken` puts an unquoted line break into the overview. */
export function row(film: MadeFilm, broken = false): string {
  const genres = `[${film.genres.map((name, i) => `{'id': ${i + 1}, 'name': '${name}'}`).join(', ')}]`;
  const overview = broken ? 'An overview that\nbreaks the line' : 'An overview, with a comma.';
  return [
    'False',
    '',
    '1000000',
    cell(genres),
    '',
    film.id,
    film.imdbId,
    'en',
    cell(film.title),
    broken ? overview : cell(overview),
    film.popularity,
    `/poster${film.id}.jpg`,
    '[]',
    '[]',
    '1999-12-31',
    '2500000',
    '90.0',
    '[]',
    'Released',
    '',
    cell(film.title),
    'False',
    '6.5',
    '120',
  ].join(',');
}

/** Stripes for one class, discs for the other, in many colours; noise makes posters of the same class differ. */
function colourOf(pattern: 'stripes' | 'discs', seed: number): (x: number, y: number) => Colour {
  const hue = (seed * 47) % 256;
  return (x, y) => {
    const inside =
      pattern === 'stripes' ? (x + y + seed) % 24 < 12 : ((x % 48) - 24) ** 2 + ((y % 48) - 24) ** 2 < 300;
    return inside ? [hue, 255 - hue, (hue * 3) % 256] : [20 + ((x * y + seed) % 30), 20, 40];
  };
}

export function poster(genre: string, seed: number): Buffer {
  return png(96, 144, colourOf(genre === 'Comedy' ? 'stripes' : 'discs', seed));
}

/** `count` films of each of two genres, most popular first. */
export function madeFilms(count: number): MadeFilm[] {
  return ['Comedy', 'Horror'].flatMap((genre, g) =>
    Array.from({ length: count }, (_, i) => {
      const id = 1000 * (g + 1) + i;
      return {
        id,
        imdbId: `tt${String(id).padStart(7, '0')}`,
        title: `${genre} number ${i + 1}`,
        genres: [genre, 'Drama'],
        popularity: 100 - i,
      };
    }),
  );
}

export interface Collection {
  folder: string;
  csv: string;
  posters: string;
  films: MadeFilm[];
}

/**
 * Writes table and posters into a new temporary folder.
 * @param count films of each genre
 * @param extra further lines of the table, verbatim
 */
export function makeCollection(count: number, extra: string[] = []): Collection {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onesheet-films-'));
  const posters = path.join(folder, 'posters');
  mkdirSync(posters);
  const films = madeFilms(count);
  for (const film of films)
    writeFileSync(path.join(posters, `${film.imdbId}.png`), poster(film.genres[0], film.id));
  const csv = path.join(folder, 'films.csv');
  writeFileSync(csv, `${[HEADER, ...films.map((film) => row(film)), ...extra].join('\n')}\n`);
  return { folder, csv, posters, films };
}
