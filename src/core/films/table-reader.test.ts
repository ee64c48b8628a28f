import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../csv';
import { OnesheetError, type ErrorCode } from '../errors';
import { MOST_LISTED, TableReader } from './table-reader';
import { readTable } from './testing/make-film';

const HEADER = 'id,imdb_id,title,genres,poster_path,budget,revenue';
const COMEDY = `"[{'id': 35, 'name': 'Comedy'}]"`;

function row(id: number, title = `Film ${id}`): string {
  return `${id},tt${String(id).padStart(7, '0')},${title},${COMEDY},/p${id}.jpg,0,1`;
}

/** The error that the reading ends in, null where it succeeds; anything that is no OnesheetError goes through. */
function failureOf(source: string | Uint8Array): OnesheetError | null {
  try {
    readTable(source);
    return null;
  } catch (error) {
    if (error instanceof OnesheetError) return error;
    throw error;
  }
}

describe('TableReader', () => {
  it("reads a table in TMDb's dialect", () => {
    const table = readTable(`${HEADER}\n${row(862, 'Toy Story')}\n${row(8844, '"Jumanji, ""the"" film"')}\n`);
    expect(table.films.map(({ key, title, genres, line }) => [key, title, genres, line])).toEqual([
      ['862', 'Toy Story', ['Comedy'], 2],
      ['8844', 'Jumanji, "the" film', ['Comedy'], 3],
    ]);
    expect(table.dialect).toBe('commas, genres as Python or JSON lists');
    expect(table.unmapped).toEqual(['releaseDate', 'popularity', 'voteAverage', 'voteCount', 'adult']);
    expect(table).toMatchObject({ rowCount: 2, unusable: 0, problems: [], notices: [] });
  });

  it.each([
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'vertical bars'],
    [',', 'commas'],
  ])('finds that %j stands between the cells', (delimiter, name) => {
    const rows = ['title', 'genre', 'year'].join(delimiter) + '\r\n';
    const table = readTable(`${rows}"A${delimiter} b"${delimiter}Comedy / Drama${delimiter}1999\r\n`);
    expect(table.films[0]).toMatchObject({
      title: `A${delimiter} b`,
      genres: ['Comedy / Drama'],
      year: 1999,
    });
    expect(table.dialect).toBe(`${name}, genres as plain text`);
  });

  it('takes the delimiter that a spreadsheet names', () => {
    const table = readTable('sep=;\r\ntitle;genre,a\r\nA;x\r\n', {
      mapping: { title: 'title', genres: 'genre,a' },
    });
    expect(table.columns).toEqual(['title', 'genre,a']);
    expect(table.films[0].line).toBe(3);
  });

  it('reads every kind of line end, and counts lines by them', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const table = readTable([HEADER, row(1, `"two${end}lines"`), row(2), ''].join(end));
      expect(table.films.map((film) => film.line)).toEqual([2, 4]);
    }
  });

  it('reads the same in chunks of one byte, with a byte-order mark', () => {
    const text = `\ufeff${HEADER}\r\n${row(1, 'Amélie 日本 😀')}\r\n${row(2, '"a\r\nb"')}\r\n`;
    const whole = readTable(text);
    expect(whole.columns[0]).toBe('id');
    expect(readTable(text, {}, 1)).toEqual(whole);
  });

  it('reads back any table that was written', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '日', '"', ',', ';', '\n', '\r', '=', ' ', "'"),
    });
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        (titles, chunk) => {
          const rows = titles.map((title, index) => [index + 1, title, "['Drama']"]);
          const table = readTable(toCsv(['id', 'title', 'genres'], rows, { formulas: 'keep' }), {}, chunk);
          expect(table.films.map((film) => film.title)).toEqual(titles.map((title) => title.trim()));
        },
      ),
    );
  });

  it('follows an explicit mapping, and refuses a column that is not there', () => {
    const text = 'name,kind,file,id\nA,x,p.jpg,1\n';
    const mapping = { title: 'name', genres: 'kind', joinValue: 'file' };
    expect(readTable(text, { mapping }).films[0]).toMatchObject({
      key: 'line:2',
      title: 'A',
      genres: ['x'],
      joinValue: 'p.jpg',
      tmdbId: null,
    });
    expect(() => readTable(text, { mapping: { title: 'Titel' } })).toThrow('no column "Titel"');
  });

  it('keeps repeated ids apart, by keys that stay the same', () => {
    const text = [HEADER, row(5), row(5), row(7), row(5)].join('\n');
    expect(readTable(text).films.map((film) => film.key)).toEqual(['5', '5#2', '7', '5#3']);
  });

  it('is not led astray by names that objects have', () => {
    const table = readTable("__proto__,constructor,title,genres\n1,2,toString,\"[{'name': '__proto__'}]\"\n");
    expect(table.films[0]).toMatchObject({ title: 'toString', genres: ['__proto__'] });
    expect(table.columns).toEqual(['__proto__', 'constructor', 'title', 'genres']);
  });

  it('leaves titles made of markup what they are', () => {
    const title = '<img src=x onerror=alert(1)>';
    expect(readTable(`${HEADER}\n${row(1, title)}\n`).films[0].title).toBe(title);
  });
});

describe('TableReader on rows that are wrong', () => {
  const good = row(1);
  function problemsOf(...rows: string[]): [string, number | null, string][] {
    const table = readTable([HEADER, good, ...rows, row(9)].join('\n'));
    expect(table.films.map((film) => film.key)).toEqual(['1', '9']);
    expect(table.rowCount).toBe(table.films.length + table.unusable);
    expect(table.unusable).toBe(table.problems.length);
    return table.problems.map(({ kind, line, reason }) => [kind, line, reason]);
  }

  it('lists short rows and long rows', () => {
    expect(problemsOf('2,tt0000002,Film', '3,,,,,,,,x', '4,5,6,7,8,9')).toEqual([
      ['row-short', 3, 'It has 3 of 7 cells.'],
      ['row-long', 4, 'It has 9 cells where there are 7 columns.'],
      ['row-short', 5, 'It has 6 of 7 cells.'],
    ]);
  });

  it('sees that a row was broken in two', () => {
    expect(problemsOf('2,tt0000002,Fi', `lm,${COMEDY},/p.jpg,0,1`)).toEqual([
      [
        'row-short',
        3,
        'It has 3 of 7 cells. The rest seems to be on line 4: the row is broken across a newline.',
      ],
      [
        'row-short',
        4,
        'It has 5 of 7 cells. It seems to continue line 3: the row is broken across a newline.',
      ],
    ]);
  });

  it('does not mind empty cells behind the last column', () => {
    expect(readTable(`${HEADER}\n${good},,\n`).films.length).toBe(1);
  });

  it('lists genres that are not a list', () => {
    const cells = [
      'Comedy',
      '42',
      `"[{'id': 35, 'name': 'Com"`,
      '"{1: 2}"',
      '"[35, 18]"',
      '"__import__(\'os\')"',
    ];
    const found = problemsOf(...cells.map((cell, at) => `${at + 2},,A,${cell},,,`));
    expect(found.map(([kind, line]) => [kind, line])).toEqual(
      cells.map((_, at) => ['genres-not-a-list', at + 3]),
    );
    expect(found[0][2]).toBe('Its genres are not a list like those of the other rows.');
    expect(found[2][2]).toBe("Its genres are not a list: expected the closing ' at character 25.");
  });

  it('lists rows with NUL bytes', () => {
    expect(problemsOf(row(2, 'A\0B'))).toEqual([
      ['row-nul', 3, 'It contains NUL bytes: this part of the file is not text.'],
    ]);
  });

  it('lists a quotation mark that never closes, and reads on', () => {
    expect(problemsOf('2,tt0000002,"Film,x,,,')).toEqual([
      ['quote-unclosed', 3, 'A quotation mark opens here and is not closed at the end of a cell.'],
    ]);
  });

  it('tells of values that it could not read, and keeps the film', () => {
    const table = readTable(`${HEADER}\n2,,A,${COMEDY},,/ff9qCepil.jpg,5\n`);
    expect(table.films[0]).toMatchObject({ budget: null, revenue: 5 });
    expect(table.notices).toEqual([
      {
        kind: 'value-unreadable',
        line: 2,
        file: null,
        reason: 'The budget is not a number; it counts as missing.',
        found: '/ff9qCepil.jpg',
      },
    ]);
  });

  it('repeats 200 characters of what it found, at most', () => {
    const table = readTable(`${HEADER}\n${good}\n${'x'.repeat(1000)},y\n`);
    expect(table.problems[0].found).toBe('x'.repeat(200));
  });

  it('counts problems without end, and lists so many', () => {
    const reader = new TableReader();
    reader.push(`${HEADER}\n${good}\n${'x,y\n'.repeat(MOST_LISTED + 5)}`);
    const table = reader.end();
    expect(table.unusable).toBe(MOST_LISTED + 5);
    expect(table.problems.length).toBe(MOST_LISTED);
  });
});

describe('TableReader on files that are no tables', () => {
  it.each<[ErrorCode, string, string]>([
    ['table-empty', 'nothing', ''],
    ['table-empty', 'blank lines', '\n \r\n\n'],
    ['table-empty', 'a byte-order mark alone', '\ufeff'],
    ['table-one-column', 'one column', 'title\nToy Story\nJumanji\n'],
    ['table-one-column', 'one long line', 'x'.repeat(100_000)],
    ['table-one-column', 'prose', 'Once upon a time\nthere was a film\nwithout a table\n'],
    ['table-no-header', 'a film in the first row', `${row(1)}\n${row(2)}\n`],
    ['table-no-header', 'numbers in the first row', '1,2,3\n4,5,6\n'],
    ['table-no-header', 'a folder listing', 'a.jpg,Comedy\nb.jpg,Drama\n'],
    ['table-no-header', 'the same name twice', 'x,x,y\n1,2,3\n'],
    ['table-no-header', 'columns without names', 'x,,,\n1,2,3,4\n'],
    ['table-no-usable-row', 'a header alone', `${HEADER}\n`],
    ['table-no-usable-row', 'broken rows alone', `${HEADER}\n1,2\n3\n`],
  ])('throws %s for %s', (code, _, text) => {
    expect(failureOf(text)).toMatchObject({ code, where: { workspace: 'data' } });
    expect(failureOf(text)?.message).toMatch(/\.$/);
    expect(failureOf(text)?.advice).toMatch(/\.$/);
  });

  it('says why no row is usable', () => {
    expect(() => readTable(`${HEADER}\n\n1,2\n`)).toThrow(
      "None of the table's 1 row is usable. Line 3: It has 2 of 7 cells.",
    );
  });

  it('reads a header whose names it does not know', () => {
    const table = readTable('Titel,Sparte,Plakat\nEin Film,Drama,x.jpg\n');
    expect(table.mapping).toEqual({});
    expect(table.unmapped).toContain('title');
    expect(table.films.length).toBe(1);
  });

  it('throws or reads, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => failureOf(bytes)).not.toThrow();
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat({ max: 60 }), (text, at) => {
        const whole = `${HEADER}\n${row(1)}\n${row(2)}\n`;
        expect(() => failureOf(whole.slice(0, at) + text + whole.slice(at))).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});
