/**
 * Delimited text → rows, in chunks of any size. papaparse reads; what it reports as broken is read by our scanner, a row
 * or a line at a time, and papaparse goes on behind it. The scanner reads alone where papaparse cannot: backslashes
 * that escape (it takes `"ends in \\"` for unclosed), lines that end in a lone CR, blanks behind a closing quote (it drops
 * them), and tables of which much is broken.
 */
import Papa from 'papaparse';
import { CsvScanner, LONGEST_ROW, type ScannerEvents } from './csv-scanner';
import type { Quoting } from './dialect';

/** More broken rows than this, and the scanner is faster alone: papaparse looks far ahead for the end of each. */
const MOST_RECOVERED = 100;

/** Push text, then end; rows come out as soon as they are complete. Blank lines are no rows. */
export class CsvRows {
  private buffer = '';
  private line = 1;
  private recovered = 0;
  private alone: boolean;
  private readonly scanner: CsvScanner;
  private readonly blankBehindQuote: RegExp;

  constructor(
    private readonly delimiter: string,
    private readonly events: ScannerEvents,
    private quoting: Quoting = 'doubled',
  ) {
    this.scanner = new CsvScanner(delimiter, events, quoting);
    this.alone = !isPapas(quoting);
    const blank = delimiter === '\t' ? ' ' : '[^\\S\\r\\n]';
    const sign = `\\${delimiter}`;
    // an odd run of quotes closes a cell anywhere, an even one is a whole cell at its start
    const closed = `(?:^|[^"])(?:"")*"|(?:^|[${sign}\\r\\n])(?:"")+`;
    this.blankBehindQuote = new RegExp(`(?:${closed})${blank}+[${sign}\\r\\n]`);
  }

  /** For the rows from here on; call it between two pushes. */
  setQuoting(quoting: Quoting): void {
    this.quoting = quoting;
    this.scanner.setQuoting(quoting);
    if (!isPapas(quoting)) this.leaveToScanner();
  }

  push(text: string): void {
    if (this.alone) {
      this.scanner.push(text);
      return;
    }
    this.buffer = this.buffer === '' ? text : this.buffer + text;
    this.read(false);
  }

  end(): void {
    if (!this.alone) this.read(true);
    if (this.alone) this.scanner.end();
    this.buffer = '';
  }

  private read(final: boolean): void {
    // a CR at the end may be the first half of a line end
    if (/\r(?!\n|$)/.test(this.buffer) || this.blankBehindQuote.test(this.buffer)) this.leaveToScanner();
    while (!this.alone && this.buffer !== '') {
      if (this.parse(final)) {
        if (this.buffer.length > LONGEST_ROW) this.leaveToScanner();
        return;
      }
      if (++this.recovered > MOST_RECOVERED || this.buffer.length > LONGEST_ROW) {
        this.leaveToScanner();
        return;
      }
      const next = this.scanner.one(this.buffer, this.line, final);
      if (next === null) return;
      this.buffer = this.buffer.slice(next.position);
      this.line = next.line;
    }
  }

  /** From here on the scanner reads. */
  private leaveToScanner(): void {
    if (this.alone) return;
    this.alone = true;
    this.scanner.startAt(this.line);
    const text = this.buffer;
    this.buffer = '';
    this.scanner.push(text);
  }

  /** Reads rows until the buffer has no whole one any more. @returns false at a row that is broken, which stays in the buffer. */
  private parse(final: boolean): boolean {
    const text = this.buffer;
    let read = 0;
    let broken = false;
    const parser = new Papa.Parser({
      delimiter: this.delimiter,
      newline: '\n',
      fastMode: this.quoting === 'none' ? true : undefined,
      step: ({ data, errors, meta }: Papa.ParseStepResult<string[]> & { data: string[][] }) => {
        if (errors.length > 0) {
          broken = true;
          parser.abort();
          return;
        }
        const end = meta.cursor;
        const cells = data[0];
        dropCr(cells, text, end);
        const line = this.line;
        for (let at = text.indexOf('\n', read); at >= 0 && at < end; at = text.indexOf('\n', at + 1))
          this.line++;
        read = end;
        if (cells.length > 1 || cells[0].trim() !== '') this.events.row(cells, line);
      },
    } as Papa.ParseConfig<string[]>);
    parser.parse(text, 0, !final);
    this.buffer = text.slice(read);
    return !broken;
  }
}

function isPapas(quoting: Quoting): boolean {
  return quoting === 'doubled' || quoting === 'none';
}

/** Takes a CR before the line's end off the last cell, where it is not within quotation marks. */
function dropCr(cells: string[], text: string, end: number): void {
  const last = cells.length - 1;
  const cell = cells[last];
  if (!cell.endsWith('\r')) return;
  const before = text.endsWith('\n', end) ? end - 1 : end;
  if (!text.endsWith('\r', before)) return;
  // `"a\r"` keeps its own
  if (text.startsWith('\r"\r', before - 3) && !cell.endsWith('\r"\r')) return;
  cells[last] = cell.slice(0, -1);
}
