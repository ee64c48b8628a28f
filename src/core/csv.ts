/**
 * Rows → CSV text (RFC 4180, CRLF), for every list that can be downloaded. Each caller says who reads the file: a
 * spreadsheet, which would run some text as a formula, or a program, which needs names to the letter.
 */

import Papa from 'papaparse';

export type CsvCell = string | number | boolean | null;

export interface CsvOptions {
  /**
   * What becomes of text that begins with `=`, `+`, `-`, `@`, a tab or a line end, which spreadsheets take for a
   * formula (a film may be called `=HYPERLINK(…)`). `guard` puts an apostrophe before it, as OWASP advises
   * (https://owasp.org/www-community/attacks/CSV_Injection): spreadsheets then show it as text. Every file that a
   * button of the page gives is guarded. `keep` writes it unchanged, for files that programs read. Cells of type
   * number are never changed: −5 is not a formula.
   */
  formulas: 'guard' | 'keep';
}

/** What a spreadsheet may take for a formula: the signs, a tab, line ends, and the signs' full-width twins. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Lines end in CRLF, the last one too; `null` is an empty cell. No byte-order mark: the blob's maker adds one where it is wanted. */
export function toCsv(
  header: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
  { formulas }: CsvOptions,
): string {
  const text = Papa.unparse([[...header], ...Array.from(rows, (row) => [...row])], {
    newline: '\r\n',
    escapeFormulae: formulas === 'keep' ? false : FORMULA,
  });
  return `${text}\r\n`;
}
