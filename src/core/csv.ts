/**
 * Rows → CSV text (RFC 4180, CRLF) for every list that can be downloaded. Each caller says who reads the file: a
 * spreadsheet, which may run some text as a formula, or a program, which needs the exact names.
 */

import Papa from 'papaparse';

export type CsvCell = string | number | boolean | null;

export interface CsvOptions {
  /**
   * What to do with text that begins with `=`, `+`, `-`, `@`, a tab or a line end, which spreadsheets treat as a
   * formula (a film may be called `=HYPERLINK(…)`). `guard` puts an apostrophe before it, as OWASP advises
   * (https://owasp.org/www-community/attacks/CSV_Injection), so that spreadsheets show it as text. Every file that a
   * person downloads from the page is guarded. `keep` leaves it unchanged, for files that programs read. Number cells
   * are never changed: −5 is not a formula.
   */
  formulas: 'guard' | 'keep';
}

/**
 * First characters that a spreadsheet may treat as a formula: the signs, a tab, line ends, and the signs' full-width
 * twins.
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * Every line ends in CRLF, including the last; `null` is an empty cell. Writes no byte-order mark: the caller that
 * makes the blob adds one if it needs it.
 */
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
