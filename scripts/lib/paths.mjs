/** Paths used by the scripts. Uses only Node's own modules, since it runs before anything is installed. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The built page; `ONESHEET_DIST` changes it, so that two builds do not disturb each other. */
export const DIST = path.resolve(ROOT, process.env.ONESHEET_DIST ?? 'dist');

/** A folder that can be deleted at any time. */
export const CACHE = path.join(ROOT, '.cache');

/** The Movies Dataset and its posters, if someone has put them beside the repository; otherwise null. */
export function sharedTmdb() {
  const folder = path.resolve(ROOT, '../shared/data/tmdb');
  return existsSync(path.join(folder, 'movies_metadata.csv')) ? folder : null;
}
