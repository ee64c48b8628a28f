/** Reads what a person gave: what the holdings of the next Library are made of, added to others or replacing them. */
import { fileName } from '../input/found-file';
import { OnesheetError } from '../../core/errors';
import type { DialectChoice } from '../../core/films/dialect';
import type { ColumnMapping } from '../../core/films/film';
import { ProgressMeter, type Progress } from '../../core/progress';
import type { PosterSource } from '../../images/poster';
import type { OpenInput } from '../protocol';
import { chooseTable } from './choose-table';
import { readCompanion } from './companion';
import { ingest, type Ingested } from './ingest';
import { NO_HOLDINGS, type Holdings, type LibraryTable } from './library';
import { readTable } from './read-table';

export interface OpenOptions {
  /** What the person has decided of the table's dialect. */
  dialect?: DialectChoice;
  /** Columns for single fields beside those that are recognised; '' for none. */
  overrides?: ColumnMapping;
  onProgress: (progress: Progress) => void;
  signal?: AbortSignal;
}

/** What was read. */
export interface Opened {
  /** The new posters. */
  posters: readonly PosterSource[];
  /** Together with what is there when it is called; null to start afresh. */
  onto(before: Holdings | null): Holdings;
}

/**
 * @throws OnesheetError whatever `readTable` throws for the table; `file-unsupported` or a ZIP's own failure if nothing
 *   could be used; `stopped`.
 */
export async function openInput(
  input: OpenInput,
  { dialect, overrides, onProgress, signal }: OpenOptions,
): Promise<Opened> {
  const meter = new ProgressMeter('Reading the files', 'files', null, onProgress);
  const found = await ingest(input, (count) => meter.add(count), signal);
  if (found.tables.length === 0 && found.posters.length === 0) throw nothingFound(found);
  const { chosen, companion: beside, others } = await chooseTable(found.tables);
  const companion = (beside && (await readCompanion(beside, signal))) ?? undefined;
  const table = chosen && {
    file: chosen,
    read: await readTable(chosen, { dialect, overrides, companion, onProgress, signal }),
  };
  return {
    posters: found.posters,
    onto: (before) => merge(before ?? NO_HOLDINGS, found, table, others),
  };
}

function merge(
  before: Holdings,
  found: Ingested,
  table: LibraryTable | null,
  others: Ingested['problems'],
): Holdings {
  return {
    name: table ? fileName(table.file.path) : (before.name ?? topOf(found.posters)),
    origin: before.origin ?? 'opened',
    attribution: before.attribution,
    table: table ?? before.table,
    posters: joined(before.posters, found.posters),
    unread: [...before.unread, ...found.problems, ...others],
  };
}

/** The posters of both; if a path is in both, the new file replaces the old one. */
function joined(before: readonly PosterSource[], found: readonly PosterSource[]): PosterSource[] {
  const byPath = new Map(before.map((poster) => [poster.path, poster]));
  for (const poster of found) byPath.set(poster.path, poster);
  return [...byPath.values()];
}

/** The name of a data set without a table: the folder or ZIP with its posters. */
function topOf(posters: readonly PosterSource[]): string | null {
  return posters.at(0)?.path.split('/')[0] ?? null;
}

function nothingFound(found: Ingested): OnesheetError {
  const failure = found.failures.at(0);
  if (failure) return failure;
  const first = found.problems.at(0);
  return new OnesheetError(
    'file-unsupported',
    first
      ? `Nothing that can be used was found. ${first.file ?? 'A file'}: ${first.reason}`
      : 'Nothing was found: the folder has no table and no posters.',
    'Open a CSV table of films, posters as JPEG, PNG, WebP, GIF, BMP or AVIF, a folder or a ZIP of them.',
    { where: { workspace: 'data', control: 'open' } },
  );
}
