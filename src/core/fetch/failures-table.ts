/** The list of posters that could not be had, as `npm run posters` writes it into the folder of posters. */
import { toCsv } from '../csv';
import type { FailedFetch } from './poster-job';

/** A table with exactly this header is that list, and no table of films. */
export const FAILURE_COLUMNS: readonly string[] = ['key', 'title', 'url', 'reason'];

export function failuresCsv(failed: readonly FailedFetch[]): string {
  return toCsv(
    FAILURE_COLUMNS,
    failed.map(({ key, title, url, reason }) => [key, title, url, reason]),
    { formulas: 'guard' },
  );
}
