/**
 * Where things are, seen from the scripts. Only Node's own modules: this runs before anything is installed.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The built page; `ONESHEET_DIST` moves it, so that two builds need not disturb each other. */
export const DIST = path.resolve(ROOT, process.env.ONESHEET_DIST ?? 'dist');

/** Things that may be thrown away at any time. */
export const CACHE = path.join(ROOT, '.cache');

/** The Movies Dataset and its posters, where someone has put them beside the repository; else null. */
export function sharedTmdb() {
  const folder = path.resolve(ROOT, '../shared/data/tmdb');
  return existsSync(path.join(folder, 'movies_metadata.csv')) ? folder : null;
}
