/**
 * Several tables at once (The Movies Dataset comes as a ZIP of seven): the one whose columns say most about
 * films is opened, the others are listed.
 */
import { fileName } from '../input/found-file';
import { FAILURE_COLUMNS } from '../../core/fetch';
import { judgeCells } from '../../core/films/cell-dialect';
import { recogniseColumns } from '../../core/films/columns';
import type { FilmField, Problem } from '../../core/films/film';
import { nameColumns } from '../../core/films/header';
import type { FoundFile } from '../input/found-file';
import { companionOf, type Companion } from './companion';
import { beginningOf } from './read-table';

/** What makes a table one of films; every other known column counts 1. */
const WEIGHTS: Partial<Record<FilmField, number>> = { title: 4, genres: 8, posterPath: 3, imdbId: 2 };

/** The table of films, one that has further columns of its rows, and a Problem for each of the others. */
export interface ChosenTable {
  chosen: FoundFile | null;
  companion: Companion | null;
  others: Problem[];
}

export async function chooseTable(tables: readonly FoundFile[]): Promise<ChosenTable> {
  const judged = await Promise.all(tables.map(async (table) => ({ table, columns: await columnsOf(table) })));
  const ownLists = judged.filter(({ columns }) => columns !== null && isOwnList(columns));
  const candidates = judged
    .filter((one) => !ownLists.includes(one))
    .map(({ table, columns }) => ({ table, columns, score: scoreOf(columns) }));
  candidates.sort((a, b) => b.score - a.score || b.table.size - a.table.size);
  const best = candidates.at(0);
  const chosen = best?.table ?? null;
  const companions = candidates
    .slice(1)
    .flatMap(({ table, columns }) =>
      columns && best?.columns ? (companionOf(best.columns, { table, columns }) ?? []) : [],
    );
  const companion = companions.at(0) ?? null;
  return {
    chosen,
    companion,
    others: [
      ...candidates
        .slice(1)
        .filter(({ table }) => table !== companion?.file)
        .map(({ table }) =>
          notChosen(
            table,
            `One table is opened at a time; ${fileName(chosen?.path ?? '')} says more about films.`,
          ),
        ),
      ...ownLists.map(({ table }) =>
        notChosen(table, 'This is the list of posters that could not be fetched, not a table of films.'),
      ),
    ],
  };
}

function notChosen(table: FoundFile, reason: string): Problem {
  return { kind: 'table-not-chosen', line: null, file: table.path, reason, found: '' };
}

/** `npm run posters` leaves such a list among the posters; it must not take the place of the table. */
function isOwnList(columns: readonly string[]): boolean {
  return columns.join() === FAILURE_COLUMNS.join();
}

function scoreOf(columns: readonly string[] | null): number {
  if (columns === null) return -1;
  const fields = Object.keys(recogniseColumns([...columns])) as FilmField[];
  return fields.reduce((sum, field) => sum + (WEIGHTS[field] ?? 1), 0);
}

/** null where its beginning is no text. */
async function columnsOf(table: FoundFile): Promise<string[] | null> {
  const text = await beginningOf(table);
  return text === null ? null : nameColumns(judgeCells(text.replace(/^\ufeff/, ''), false).rows[0] ?? []);
}
