/**
 * Several tables at once (The Movies Dataset comes as a ZIP of seven): the one whose columns say most about
 * films is opened, the others are listed.
 */
import { recogniseColumns } from '../../core/films/columns';
import { CsvScanner } from '../../core/films/csv-scanner';
import { findDelimiter } from '../../core/films/delimiter';
import type { FilmField, Problem } from '../../core/films/film';
import { nameColumns } from '../../core/films/header';
import type { FoundFile } from './found-file';
import { beginningOf, fileName } from './read-table';

/** What makes a table one of films; every other known column counts 1. */
const WEIGHTS: Partial<Record<FilmField, number>> = { title: 4, genres: 8, posterPath: 3, imdbId: 2 };

/** @returns the chosen table, null where there is none, and a Problem for each of the others. */
export async function chooseTable(
  tables: readonly FoundFile[],
): Promise<{ chosen: FoundFile | null; others: Problem[] }> {
  if (tables.length < 2) return { chosen: tables.at(0) ?? null, others: [] };
  const judged = await Promise.all(tables.map(async (table) => ({ table, score: await scoreOf(table) })));
  judged.sort((a, b) => b.score - a.score || b.table.size - a.table.size);
  const [{ table: chosen }, ...others] = judged;
  return {
    chosen,
    others: others.map(({ table }) => ({
      kind: 'table-not-chosen',
      line: null,
      file: table.path,
      reason: `One table is opened at a time; ${fileName(chosen.path)} says more about films.`,
      found: '',
    })),
  };
}

async function scoreOf(table: FoundFile): Promise<number> {
  const text = await beginningOf(table);
  if (text === null) return -1;
  const fields = Object.keys(recogniseColumns(columnsOf(text))) as FilmField[];
  return fields.reduce((sum, field) => sum + (WEIGHTS[field] ?? 1), 0);
}

function columnsOf(text: string): string[] {
  let header: string[] | null = null;
  const scanner = new CsvScanner(findDelimiter(text, false), {
    row: (cells) => (header ??= cells),
    broken: () => undefined,
  });
  scanner.push(text);
  scanner.end();
  return nameColumns(header ?? []);
}
