/**
 * Sorts everything that a person gave, in any mix, into tables, posters and other files. ZIPs are opened and their
 * entries sorted the same way; nothing is unpacked or decoded yet.
 */
import { OnesheetError, throwIfStopped, toReport } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import type { PosterSource } from '../../images/poster';
import type { OpenInput } from '../protocol';
import { kindOf, type DiskFile, type FoundFile } from '../input/found-file';
import { walk } from '../input/walk';

export interface Ingested {
  tables: FoundFile[];
  posters: PosterSource[];
  /** Rejected files, each with the reason. */
  problems: Problem[];
  /** Why whole ZIPs could not be opened. */
  failures: OnesheetError[];
}

/** @param onFiles called with the number of files found since the last call. @throws OnesheetError `stopped`. */
export async function ingest(
  input: OpenInput,
  onFiles: (count: number) => void,
  signal?: AbortSignal,
): Promise<Ingested> {
  const found: Ingested = { tables: [], posters: [], problems: [], failures: [] };
  const onProblem = (problem: Problem) => found.problems.push(problem);
  for await (const file of walk(input, { signal, onFiles, onProblem })) {
    throwIfStopped(signal);
    if (kindOf(file.path) === 'zip') await takeZip(file, found, onFiles, signal);
    else take(file, found);
  }
  found.posters = uniquePaths(found.posters);
  return found;
}

async function takeZip(
  zip: DiskFile,
  found: Ingested,
  onFiles: (count: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const onProblem = (problem: Problem) => found.problems.push(problem);
  // most people never open a ZIP: its reader is loaded when it is needed
  const { openZip } = await import('../input/zip');
  try {
    for await (const entry of openZip(zip.path, zip.blob, { signal, onProblem })) {
      onFiles(1);
      take(entry, found);
    }
  } catch (error) {
    if (!(error instanceof OnesheetError) || error.code === 'stopped') throw error;
    found.failures.push(error);
    found.problems.push(problemOf(zip.path, error));
  }
}

function take(file: FoundFile, found: Ingested): void {
  const kind = kindOf(file.path);
  if (kind === 'table') found.tables.push(file);
  else if (kind === 'poster') found.posters.push(file);
  else if (kind !== 'ignored')
    found.problems.push({
      kind: 'file-unsupported',
      line: null,
      file: file.path,
      reason:
        kind === 'zip'
          ? 'A ZIP inside a ZIP is not opened; unpack the outer one first.'
          : 'It is neither a table (.csv, .tsv, .csv.gz), a poster (JPEG, PNG, WebP, GIF, BMP, AVIF) nor a ZIP.',
      found: '',
    });
}

/** A file's failure as an entry of a list. */
export function problemOf(file: string, error: unknown): Problem {
  const { code, message, advice } = toReport(error);
  return { kind: code, line: null, file, reason: `${message} ${advice}`, found: '' };
}

/** Two drops may contain the same path: later ones get a number. */
function uniquePaths(posters: PosterSource[]): PosterSource[] {
  const seen = new Map<string, number>();
  return posters.map((poster) => {
    const copies = seen.get(poster.path) ?? 0;
    seen.set(poster.path, copies + 1);
    return copies === 0 ? poster : { ...poster, path: withNumber(poster.path, copies + 1) };
  });
}

function withNumber(path: string, number: number): string {
  const dot = path.lastIndexOf('.');
  return `${path.slice(0, dot)} (${number})${path.slice(dot)}`;
}
