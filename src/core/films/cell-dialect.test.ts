import { describe, expect, it } from 'vitest';
import python from '../../../scripts/reference/csv-dialects.json';
import { judgeCells, judgeLateQuotes } from './cell-dialect';
import { CsvScanner } from './csv-scanner';
import { DELIMITER_SIGNS, type Delimiter, type Quoting } from './dialect';

function cellsOf(text: string, delimiter: Delimiter, quoting: Quoting, chunk = text.length): string[][] {
  const rows: string[][] = [];
  const scanner = new CsvScanner(
    DELIMITER_SIGNS[delimiter],
    { row: (cells) => rows.push([...cells]), broken: (line) => rows.push([`broken ${line}`]) },
    quoting,
  );
  for (let at = 0; at < text.length; at += chunk) scanner.push(text.slice(at, at + chunk));
  scanner.end();
  return rows;
}

describe('tables that Python wrote', () => {
  it.each(python.map((table) => [`${table.name}, ${table.delimiter}`, table] as const))(
    '%s: come back cell for cell',
    (_, { text, rows, delimiter }) => {
      const judged = judgeCells(text, true);
      expect(judged.delimiter).toBe(delimiter);
      expect(cellsOf(text, judged.delimiter, judged.quoting)).toEqual(rows);
      expect(cellsOf(text, judged.delimiter, judged.quoting, 1)).toEqual(rows);
    },
  );

  it('come back where the person names the dialect', () => {
    for (const { text, rows, delimiter, quoting } of python)
      expect(cellsOf(text, delimiter as Delimiter, quoting as Quoting, 7)).toEqual(rows);
  });
});

describe('judgeCells', () => {
  it('says what spoke for its judgement', () => {
    const { findings } = judgeCells('id\ttitle\n1\t"Opened\n2\tTwo\n', true);
    expect(findings).toMatchObject([
      { trait: 'delimiter', value: 'tab', sure: true },
      { trait: 'quoting', value: 'none', sure: true },
    ]);
    expect(findings[1].why).toMatch('2 of 2 lines fit the header');
  });

  it('does as it is told', () => {
    const judged = judgeCells('a;b,c\n1;2,3\n', true, { delimiter: 'comma', quoting: 'none' });
    expect(judged).toMatchObject({
      delimiter: 'comma',
      quoting: 'none',
      rows: [
        ['a;b', 'c'],
        ['1;2', '3'],
      ],
    });
  });

  it('judges quotation marks where the first of them stands', () => {
    expect(judgeLateQuotes('x\n1\t"a\n2\t"b" c\n3\td\n4\t', 'tab', 2)).toBe('none');
    expect(judgeLateQuotes('x\n1\t"a\tb"\n2\tb\n3\td\n4\t', 'tab', 2)).toBe('doubled');
  });
});
