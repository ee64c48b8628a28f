/** The list of posters that could not be fetched, as a table beside them; deleted if there is nothing to list. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failuresCsv, type FailedFetch } from '../../src/core/fetch';

export const FAILURES_FILE = 'failures.csv';

export async function writeFailures(folder: string, failed: readonly FailedFetch[]): Promise<void> {
  const path = join(folder, FAILURES_FILE);
  if (failed.length === 0) return rm(path, { force: true });
  await writeFile(path, failuresCsv(failed));
}
