/**
 * Writes public/samples/popular-films.csv: facts about 1,000 popular films from The Movies Dataset, in TMDb's dialect. Run
 * it again only if the selection changes; its output is committed.
 *
 *   npx tsx scripts/make-popular-films.ts [--csv ../shared/data/tmdb/movies_metadata.csv]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { readGenres } from '../src/core/films/genres';

/** Only facts, no texts; named and ordered as in the original. */
export const COLUMNS = [
  'budget',
  'genres',
  'id',
  'imdb_id',
  'popularity',
  'poster_path',
  'release_date',
  'revenue',
  'title',
  'vote_average',
  'vote_count',
] as const;

/** For each genre, how many of the most popular films that list it first to take: enough to learn something from. */
export const QUOTAS: Readonly<Record<string, number>> = {
  Action: 120,
  Drama: 120,
  Comedy: 120,
  Adventure: 110,
  Horror: 110,
  Thriller: 90,
  Crime: 90,
  Animation: 90,
  'Science Fiction': 80,
  Romance: 70,
};

/** The month in which the table was made; films with a later date had not been released. */
const TABLE_MADE = '2017-08-01';

type Row = Record<string, string>;

function firstGenre(row: Row): string | null {
  const genres = readGenres(row.genres ?? '');
  return genres.form === 'literal' ? genres.names[0] : null;
}

function isUsable(row: Row): boolean {
  return (
    /^\d+$/.test(row.id ?? '') &&
    /^tt\d+$/.test(row.imdb_id ?? '') &&
    /^\/\w+\.jpg$/.test(row.poster_path ?? '') &&
    /^\d{4}-\d\d-\d\d$/.test(row.release_date ?? '') &&
    row.release_date < TABLE_MADE &&
    ['', 'Released'].includes(row.status) &&
    row.title.trim() !== '' &&
    Number.isFinite(Number.parseFloat(row.popularity))
  );
}

/** The rows of the sample, most popular first. */
export function choosePopular(rows: readonly Row[]): Row[] {
  const left: Record<string, number> = { ...QUOTAS };
  const seen = new Set<string>();
  const byPopularity = rows.filter(isUsable).sort((a, b) => Number(b.popularity) - Number(a.popularity));
  return byPopularity.filter((row) => {
    const genre = firstGenre(row);
    if (genre === null || !(left[genre] > 0) || seen.has(row.id)) return false;
    left[genre]--;
    seen.add(row.id);
    return true;
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { csv: { type: 'string', default: '../shared/data/tmdb/movies_metadata.csv' } },
  });
  const { data } = Papa.parse<Row>(await readFile(values.csv, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const chosen = choosePopular(data);
  const text = Papa.unparse(chosen, { columns: [...COLUMNS], newline: '\n' }) + '\n';
  const out = fileURLToPath(new URL('../public/samples/popular-films.csv', import.meta.url));
  await writeFile(out, text);
  console.log(`${chosen.length} films, ${Buffer.byteLength(text)} bytes: ${out}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
