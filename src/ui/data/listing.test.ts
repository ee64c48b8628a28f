import { describe, expect, it } from 'vitest';
import { toCsv } from '../../core/csv';
import { readListing } from './listing';

describe('the beginning of a list', () => {
  const csv = toCsv(
    ['file', 'line', 'reason'],
    [
      ['a "quoted", file.jpg', null, 'empty'],
      ['b.jpg', null, 'two\nlines'],
    ],
    { formulas: 'guard' },
  );

  it('is its rows, without columns that are empty in all of them', () => {
    const { columns, lines, more } = readListing(csv, true);
    expect(columns.map((column) => column.title)).toEqual(['File', 'Reason']);
    expect(lines.map((line) => line.cells)).toEqual([
      ['a "quoted", file.jpg', '', 'empty'],
      ['b.jpg', '', 'two\nlines'],
    ]);
    expect(more).toBe(false);
  });

  it('leaves out a row that is cut off', () => {
    const { lines, more } = readListing(csv.slice(0, -6), false);
    expect(lines).toHaveLength(1);
    expect(more).toBe(true);
  });
});
