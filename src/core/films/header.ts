/**
 * The first row of a table: is it a header? Names say what columns are; numbers, links, lists and repeated
 * values are data, and reading a film as the header would lose it and misname everything else.
 */
import { OnesheetError } from '../errors';
import { recogniseColumns } from './columns';
import type { Place } from '../places';

const WHERE: Place = { workspace: 'data', control: 'open' };

/** @throws OnesheetError `table-one-column`, `table-no-header`. */
export function checkHeader(cells: readonly string[], line: number): void {
  if (cells.length === 1)
    throw new OnesheetError(
      'table-one-column',
      `The table has one column: line ${line} contains no comma, semicolon, tab or vertical bar.`,
      'Open a CSV file with at least a title and a genre column.',
      { where: WHERE },
    );
  const why = looksLikeData(cells);
  if (why)
    throw new OnesheetError(
      'table-no-header',
      `The table has no header: ${why} on line ${line}.`,
      'Put a line with the names of the columns at the top of the file.',
      { where: WHERE },
    );
}

/** What in the row is no column's name, or null where it may be a header. */
function looksLikeData(cells: readonly string[]): string | null {
  const names = cells.map((cell) => cell.trim());
  const recognised = Object.keys(recogniseColumns(names)).length;
  // a header may have odd names, and a film may be called "Title": two known names outweigh either
  if (recognised >= 2) return null;
  const data = names.find(isValue);
  if (data !== undefined) return `"${data.slice(0, 40)}" is a value, not a column's name,`;
  const filled = names.filter((name) => name !== '');
  if (filled.length < names.length / 2) return 'most columns have no name';
  if (recognised === 0 && new Set(filled).size < filled.length) return 'two columns have the same name';
  return null;
}

function isValue(name: string): boolean {
  return (
    /^[+-]?[\d.,]+$/.test(name) ||
    /^tt\d{5,}$/.test(name) ||
    /^\d{4}-\d{2}-\d{2}/.test(name) ||
    /^[[{]/.test(name) ||
    /^\/?\S+\.(jpe?g|png|webp)$/i.test(name) ||
    /^https?:/.test(name) ||
    /^(true|false)$/i.test(name) ||
    name.length > 100
  );
}

/** Names for all columns, each once: an empty one is called by its number, a repeated one gets `.1`, `.2` … as in pandas. */
export function nameColumns(cells: readonly string[]): string[] {
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const base = cell.trim() === '' ? `column ${index + 1}` : cell.trim();
    let name = base;
    for (let copy = 1; used.has(name); copy++) name = `${base}.${copy}`;
    used.add(name);
    return name;
  });
}

/** Whether a row repeats the header, as tables do that were put behind one another. */
export function isHeaderAgain(cells: readonly string[], header: readonly string[]): boolean {
  if (plainCell(cells[0]) !== plainCell(header[0]) || cells.length !== header.length) return false;
  return cells.every((cell, at) => plainCell(cell) === plainCell(header[at]));
}

function plainCell(cell: string): string {
  return cell.replace(/^\ufeff/, '').trim();
}

const UNIT =
  /^[[(<]?(u?int(eger)?(8|16|32|64)?|float(32|64)?|double|number|numeric|string|str|text|varchar|char|object|list|array|json|bool(ean)?|date(time)?|timestamp|id|key|usd|eur|\$|€|us dollars?|minutes|min|years?|%|yyyy-mm-dd|dd[./]mm[./]yyyy|mm\/dd\/yyyy)[\])>]?$/i;

/** Whether a row says units or types (`int`, `[USD]`) of every column that it says anything of. */
export function isUnitRow(cells: readonly string[]): boolean {
  const said = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return said.length > 1 && said.every((cell) => UNIT.test(cell));
}
