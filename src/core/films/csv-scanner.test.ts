import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import pythonRows from '../../../scripts/reference/csv-rows.json';
import { toCsv } from '../csv';
import { CsvRows } from './csv-rows';
import { CsvScanner, LONGEST_ROW } from './csv-scanner';

interface Seen {
  rows: { line: number; cells: string[] }[];
  broken: { line: number; kind: string; found: string }[];
}

/** The same rows, lines and broken lines, by papaparse with the scanner for what it cannot read. */
function rowsOf(chunks: readonly string[], delimiter = ','): Seen {
  const seen: Seen = { rows: [], broken: [] };
  const reader = new CsvRows(delimiter, {
    row: (cells, line) => seen.rows.push({ line, cells }),
    broken: (line, kind, found) => seen.broken.push({ line, kind, found }),
  });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return seen;
}

function scan(chunks: readonly string[], delimiter = ','): Seen {
  const seen: Seen = { rows: [], broken: [] };
  const scanner = new CsvScanner(delimiter, {
    row: (cells, line) => seen.rows.push({ line, cells }),
    broken: (line, kind, found) => seen.broken.push({ line, kind, found }),
  });
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return seen;
}

/** The text cut at the given places. */
function cut(text: string, places: readonly number[]): string[] {
  const borders = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return borders.slice(1).map((end, index) => text.slice(borders[index], end));
}

describe('CsvScanner', () => {
  it("reads rows and their lines as Python's csv module does", () => {
    for (const { text, rows } of pythonRows)
      expect({ text, ...scan([text]) }).toEqual({ text, rows, broken: [] });
  });

  it('reads the same whatever the chunks are', () => {
    for (const { text, rows } of pythonRows)
      expect({ text, rows: scan(text.split('')).rows }).toEqual({ text, rows });
    const texts = fc.array(fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '\r', 'é', '😀'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 6 }), (parts, places) => {
        const text = parts.join('');
        expect(scan(cut(text, places))).toEqual(scan([text]));
      }),
      { numRuns: 500 },
    );
  });

  it('reads back what was written, for every delimiter', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'B', '"', ',', ';', '\t', '|', '\n', '\r', ' ', '日', '😀'),
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.array(fc.nat(), { maxLength: 5 }), ([header, ...rows], places) => {
        const text = toCsv(header, rows, { formulas: 'keep' });
        const read = scan(cut(text, places)).rows.map(({ cells }) => cells);
        expect(read).toEqual([header, ...rows]);
      }),
      { numRuns: 500 },
    );
    expect(scan(['a;"b;c"\n1;2'], ';').rows.map(({ cells }) => cells)).toEqual([
      ['a', 'b;c'],
      ['1', '2'],
    ]);
  });

  it('says on which line a row begins where cells hold line ends', () => {
    const { rows } = scan(['a,b\r\n"1\r\n2\n3\r4",x\n\n\ny,z\r5,6']);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 8, 9]);
  });

  it('loses one line, not the table, to a quote that never closes', () => {
    const { rows, broken } = scan(['a,b\n1,"x\n2,y\n3,z\n']);
    expect(broken).toEqual([{ line: 2, kind: 'quote-unclosed', found: '1,"x' }]);
    expect(rows.map(({ cells, line }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '2', 'y'],
      [4, '3', 'z'],
    ]);
  });

  it('does so far from the end too, without reading on for ever', () => {
    const line = `2,${'y'.repeat(997)}\n`;
    const { rows, broken } = scan(
      cut(`a,b\n1,"x\n${line.repeat(3000)}`, [70_000, 140_000, 1_000_000, 2_000_000]),
    );
    expect(broken.map(({ line }) => line)).toEqual([2]);
    expect(rows.length).toBe(1 + 3000);
    expect(rows.at(-1)?.line).toBe(2 + 3000);
  });

  it('does not take the next opening quote for the closing one', () => {
    const { rows, broken } = scan(['a,b\n1,"x\n2,"y, z"\n3,"a"b\n']);
    expect(broken.map(({ line, kind }) => [line, kind])).toEqual([[2, 'quote-unclosed']]);
    expect(rows.map(({ cells, line }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '2', 'y, z'],
      [4, '3', 'ab'],
    ]);
  });

  it('passes over a line that is too long for a row', () => {
    const { rows, broken } = scan(['a,b\n', 'x'.repeat(LONGEST_ROW), 'x'.repeat(LONGEST_ROW), 'x\n1,2\n']);
    expect(broken.map(({ line, kind }) => [line, kind])).toEqual([[2, 'row-too-long']]);
    expect(rows.map(({ cells, line }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '1', '2'],
    ]);
  });
});

describe('CsvRows', () => {
  it('reads whatever the scanner reads, in chunks of any size', () => {
    const texts = fc.array(
      fc.constantFrom('a', ' ', '" ', '"', '""', '"x"', '"y, z"', ',', ',', '\n', '\n', '\r\n', '\r', '😀'),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 6 }), (parts, places) => {
        const text = parts.join('');
        expect({ text, ...rowsOf(cut(text, places)) }).toEqual({ text, ...scan([text]) });
      }),
      { numRuns: 1000 },
    );
  });

  it('reads on behind a broken row, and behind very many', () => {
    const bad = Array.from({ length: 300 }, (_, at) => `${at},"x\n${at},"y, z"\n`).join('');
    const text = `a,b\n1,"x\n2,y\n${bad}3,z\n`;
    for (const places of [[], [10, 100, 1000], [3, 4, 5, 6, 7]])
      expect(rowsOf(cut(text, places))).toEqual(scan([text]));
  });

  it('passes over a line that is too long for a row', () => {
    const chunks = ['a,b\n1,2\n', 'x'.repeat(LONGEST_ROW), 'x'.repeat(LONGEST_ROW), 'x\n1,2\n'];
    expect(rowsOf(chunks)).toEqual(scan(chunks));
  });
});
