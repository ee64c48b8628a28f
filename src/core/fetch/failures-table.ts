/** The list of posters that could not be fetched, as `npm run posters` writes it into the poster folder. */
import { toCsv } from '../csv';
import type { FailedFetch } from './poster-job';

/** A table with exactly this header is such a list, not a table of films. */
export const FAILURE_COLUMNS: readonly string[] = ['key', 'title', 'url', 'reason'];

export function failuresCsv(failed: readonly FailedFetch[]): string {
  return toCsv(
    FAILURE_COLUMNS,
    failed.map(({ key, title, url, reason }) => [key, title, url, reason]),
    { formulas: 'guard' },
  );
}
