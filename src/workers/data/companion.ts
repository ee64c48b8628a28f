/**
 * Two tables that are one: MovieLens has titles in `movies.csv` and ids in `links.csv`, IMDb has votes in a table of its
 * own. Columns that the table of films lacks are taken from the other, row by row, by an id that both have.
 */
import { fileName } from '../input/found-file';
import { throwIfStopped } from '../../core/errors';
import { TextFromBytes } from '../../core/films/bytes-to-text';
import { judgeCells } from '../../core/films/cell-dialect';
import { recogniseColumns } from '../../core/films/columns';
import { CsvScanner } from '../../core/films/csv-scanner';
import { DELIMITER_SIGNS } from '../../core/films/dialect';
import type { FilmField } from '../../core/films/film';
import type { CompanionColumns } from '../../core/films/table-reader';
import type { FoundFile } from '../input/found-file';
import { beginningOf, pieces } from './read-table';
import { TimeSlice } from './time-slice';

/** A table and the columns that another may be joined by. */
export interface Companion {
  file: FoundFile;
  /** The column's name in the table of films. */
  key: string;
  /** Its name in this one. */
  ownKey: string;
  /** Columns of this one that the table of films lacks. */
  columns: string[];
}

const WANTED: readonly FilmField[] = ['imdbId', 'tmdbId', 'voteAverage', 'voteCount', 'posterPath', 'genres'];
/** Larger tables are ratings by persons, or worse. */
const LARGEST = 300 * 2 ** 20;

/** Whether the other table gives what the table of films lacks; null where it does not, or has no id in common. */
export function companionOf(
  columns: readonly string[],
  other: { table: FoundFile; columns: readonly string[] },
): Companion | null {
  if (other.table.size > LARGEST || other.columns.some((name) => plain(name) === 'userid')) return null;
  const ownKey = other.columns.find(
    (name) => /id$|^tconst$/.test(plain(name)) && columns.some((column) => plain(column) === plain(name)),
  );
  const key = columns.find((column) => ownKey !== undefined && plain(column) === plain(ownKey));
  if (ownKey === undefined || key === undefined) return null;
  const mine = recogniseColumns(columns);
  const theirs = recogniseColumns(other.columns.filter((name) => name !== ownKey));
  const missing = WANTED.flatMap((field) => (mine[field] === undefined ? (theirs[field] ?? []) : []));
  return missing.length === 0 ? null : { file: other.table, key, ownKey, columns: missing };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/**
 * The companion's cells by its key; null where a key stands there twice, as it is then no table of films.
 * @throws OnesheetError what the file's stream and decoder throw, `stopped`.
 */
export async function readCompanion(
  { file, key, ownKey, columns }: Companion,
  signal?: AbortSignal,
): Promise<CompanionColumns | null> {
  const beginning = await beginningOf(file);
  if (beginning === null) return null;
  const { delimiter, quoting } = judgeCells(beginning.replace(/^\ufeff/, ''), false);
  const rows = new Map<string, string[]>();
  let at: number[] | null = null;
  let keyAt = -1;
  let repeated = 0;
  const take = (cells: string[]) => {
    if (at === null) {
      const names = cells.map((cell) => cell.replace(/^\ufeff/, '').trim());
      keyAt = names.indexOf(ownKey);
      at = columns.map((column) => names.indexOf(column));
      return;
    }
    const id = (cells[keyAt] ?? '').trim();
    // rows without an id have nothing in common
    if (id === '') return;
    if (rows.has(id)) repeated++;
    // of their own, so that they do not keep the file's text
    rows.set(
      id,
      at.map((index) => ` ${cells[index] ?? ''}`.slice(1)),
    );
  };
  const scanner = new CsvScanner(DELIMITER_SIGNS[delimiter], { row: take, broken: () => undefined }, quoting);
  const decoder = new TextFromBytes();
  const slice = new TimeSlice();
  for await (const piece of pieces(file)) {
    throwIfStopped(signal);
    scanner.push(decoder.push(piece));
    await slice.yieldIfDue();
  }
  scanner.push(decoder.end());
  scanner.end();
  return keyAt < 0 || repeated > 0.01 * rows.size ? null : { name: fileName(file.path), key, columns, rows };
}
