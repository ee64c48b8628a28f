import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';

const GUARD = { formulas: 'guard' } as const;

describe('toCsv', () => {
  it('writes lines that end in CRLF, and quotes where it must', () => {
    const rows = [
      ['Toy Story', 1995, true, null],
      ['a,b', 'say "hi"', 'two\nlines', ' edge'],
    ];
    expect(toCsv(['title', 'x', 'y', 'z'], rows, GUARD)).toBe(
      'title,x,y,z\r\nToy Story,1995,true,\r\n"a,b","say ""hi""","two\nlines"," edge"\r\n',
    );
    expect(toCsv(['a', 'b'], [], GUARD)).toBe('a,b\r\n');
  });

  it('turns text that a spreadsheet would run as a formula into plain text', () => {
    const titles = ['=1+1', '+1', '-1', '@x', '\t=1', '\uff1d1', '=HYPERLINK("http://x","y")'];
    const lines = toCsv(
      ['title'],
      titles.map((title) => [title]),
      GUARD,
    ).split('\r\n');
    expect(lines.slice(1, -1)).toEqual([
      `"'=1+1"`,
      `"'+1"`,
      `"'-1"`,
      `"'@x"`,
      `"'\t=1"`,
      `"'\uff1d1"`,
      `"'=HYPERLINK(""http://x"",""y"")"`,
    ]);
  });

  it('guards column names too, because labels come from the table', () => {
    expect(toCsv(['=1+1'], [[-1.5]], GUARD)).toBe(`"'=1+1"\r\n-1.5\r\n`);
  });

  it('leaves numbers and ordinary text alone', () => {
    expect(toCsv(['n', 't'], [[-5, 'a=b']], GUARD)).toBe('n,t\r\n-5,a=b\r\n');
    expect(toCsv(['t'], [['=x']], { formulas: 'keep' })).toBe('t\r\n=x\r\n');
  });
});
