/** Reads the beginning of a downloadable list as rows and columns. */
import { CsvScanner } from '../../core/films/csv-scanner';
import type { Column } from '../shared/Table';

const SHOWN = 100;
/** Bytes of the CSV to read: enough for the rows shown of any list. */
export const LISTING_BYTES = 200_000;

export interface Line {
  index: number;
  cells: string[];
}

export interface Listing {
  columns: Column<Line>[];
  lines: Line[];
  more: boolean;
}

/**
 * Rows from the beginning of a CSV, without columns that are empty in all of them; if the text is cut off, the last row
 * is left out.
 */
export function readListing(text: string, whole: boolean): Listing {
  const rows: string[][] = [];
  const scanner = new CsvScanner(',', {
    row: (cells) => rows.push([...cells]),
    // our own CSV has no broken lines, except the one cut off at the end
    broken: () => undefined,
  });
  scanner.push(text);
  if (whole) scanner.end();
  const [head = [], ...body] = rows;
  const shown = body.slice(0, SHOWN);
  return {
    columns: head.flatMap((title, at): Column<Line>[] =>
      shown.some((cells) => cells[at])
        ? [{ id: title, title: named(title), header: at === 0, render: (line) => line.cells[at] }]
        : [],
    ),
    lines: shown.map((cells, index) => ({ index, cells })),
    more: !whole || body.length > SHOWN,
  };
}

/** A CSV's column name as a heading. */
function named(title: string): string {
  const plain = title.replace(/^\ufeff/, '').replaceAll('_', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
