/**
 * Delimited text → rows of cells, in chunks of any size. Quoting is that of Python's csv module (not strict):
 * a quote opens a quoted cell only at the cell's start, `""` (or `\"`, by the dialect) inside is one quote, what
 * follows a closing quote belongs to the cell. Unlike in Python, a quote that never closes, or closes on a later
 * line in the middle of a cell, costs its own line and not the rows behind it.
 */
import type { Quoting } from './dialect';

/** A row longer than this many characters is a broken one: no table of films has such cells. */
export const LONGEST_ROW = 1_000_000;

export interface ScannerEvents {
  /**
   * One row. Cells are slices of the chunk: copy those that are kept, or they keep the chunk in memory.
   * @param line physical line on which the row begins, 1 for the first.
   */
  row(cells: string[], line: number): void;
  /** A line that is no row, with its first 200 characters. The scanner goes on at the next line. */
  broken(line: number, kind: 'quote-unclosed' | 'row-too-long', found: string): void;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;
const BACKSLASH = 92;

/** How a try to read one row ended. */
type Ending = 'row' | 'in-cell' | 'in-quotes' | 'misquoted';

/** Push text, then end; rows come out as soon as they are complete. Blank lines are no rows. */
export class CsvScanner {
  private buffer = '';
  private position = 0;
  private line = 1;
  private skippingLine = false;
  private cells: string[] = [];
  private newlines = 0;
  private readonly separator: number;
  private readonly escapes: RegExp;
  private behindQuotes = 0;

  constructor(
    delimiter: string,
    private readonly events: ScannerEvents,
    private quoting: Quoting = 'doubled',
    /** Whether quotation marks in unquoted cells count as misshapen too: for judging a dialect. */
    private readonly strict = false,
  ) {
    this.separator = delimiter.charCodeAt(0);
    this.escapes = new RegExp(`\\\\(\r\n|["\\\\\r\n${delimiter === '|' ? '|' : delimiter}])`, 'g');
  }

  /** Quoted cells so far that had something behind their closing quote: a sign that the quotes are no quoting. */
  get misshapen(): number {
    return this.behindQuotes;
  }

  /** For the rows from here on; call it between two pushes. */
  setQuoting(quoting: Quoting): void {
    this.quoting = quoting;
  }

  /** For text that begins further down. */
  startAt(line: number): void {
    this.line = line;
  }

  push(text: string): void {
    this.buffer = this.position < this.buffer.length ? this.buffer.slice(this.position) + text : text;
    this.position = 0;
    this.scan(false);
  }

  end(): void {
    this.scan(true);
    this.buffer = '';
    this.position = 0;
  }

  /**
   * Reads one row, or passes over one line that is none, and tells of it.
   * @param line on which the text begins.
   * @returns where the next row begins, and its line; null where the text ends before that is certain.
   */
  one(text: string, line: number, final: boolean): { position: number; line: number } | null {
    this.buffer = text;
    this.position = 0;
    this.line = line;
    this.skippingLine = false;
    const settled = this.step(final) && (!this.skippingLine || this.skipLine(final));
    const at = { position: this.position, line: this.line };
    this.buffer = '';
    this.position = 0;
    return settled ? at : null;
  }

  private scan(final: boolean): void {
    while (this.position < this.buffer.length) {
      if (this.skippingLine && !this.skipLine(final)) return;
      if (this.position >= this.buffer.length || !this.step(final)) return;
    }
  }

  /** Reads the row at the position, or finds that there is none; false where more text must come first. */
  private step(final: boolean): boolean {
    const start = this.position;
    const ending = this.readRow(start, final);
    if (ending === 'row') {
      if (this.cells.length > 1 || this.cells[0].trim() !== '') this.events.row(this.cells, this.line);
      this.line += this.newlines;
      return true;
    }
    const unclosed = ending !== 'in-cell';
    const certain = ending === 'misquoted' || (final && unclosed);
    if (!certain && this.buffer.length - start <= LONGEST_ROW) return false;
    this.skippingLine = true;
    this.events.broken(this.line, unclosed ? 'quote-unclosed' : 'row-too-long', this.beginningOfLine(start));
    return true;
  }

  /** Goes behind the next line end; false where the buffer has none yet. */
  private skipLine(final: boolean): boolean {
    const text = this.buffer;
    let end = this.position;
    while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end++;
    const endsInCr = end === text.length - 1 && text.charCodeAt(end) === CR;
    if (end === text.length || (endsInCr && !final)) {
      this.position = final ? text.length : end;
      return final;
    }
    this.position = behindNewline(text, end);
    this.line++;
    this.skippingLine = false;
    return true;
  }

  /** Reads the row at `start` into `cells`; moves `position` behind it where it is complete. */
  private readRow(start: number, final: boolean): Ending {
    const text = this.buffer;
    const length = text.length;
    const separator = this.separator;
    const quotes = this.quoting !== 'none';
    const escaped = this.quoting === 'escaped';
    this.cells = [];
    this.newlines = 0;
    let at = start;
    for (;;) {
      let value = '';
      if (quotes && at < length && text.charCodeAt(at) === QUOTE) {
        const close =
          this.quoting === 'doubled' ? this.closingQuote(at + 1, final) : this.unescapedQuote(at + 1, final);
        if (close < 0) return 'in-quotes';
        value = text.slice(at + 1, close);
        const inside = countNewlines(value);
        if (inside > 0 && !this.endsCell(close + 1)) return 'misquoted';
        this.newlines += inside;
        if (this.quoting !== 'doubled') value = this.unescape(value);
        else if (value.includes('"')) value = value.replaceAll('""', '"');
        at = close + 1;
        if (!this.endsCell(at)) this.behindQuotes++;
      }
      const plain = at;
      let code = -1;
      while (at < length) {
        code = text.charCodeAt(at);
        if (escaped && code === BACKSLASH && this.isEscape(at)) {
          if (text.charCodeAt(at + 1) === CR && text.charCodeAt(at + 2) === LF) at++;
          at += 2;
          continue;
        }
        if (code === separator || code === LF || code === CR) break;
        at++;
      }
      if (at > plain) {
        let rest = text.slice(plain, at);
        if (escaped && rest.includes('\\')) {
          this.newlines += countNewlines(rest);
          rest = this.unescape(rest);
        }
        if (this.strict && quotes && !escaped && rest.includes('"')) this.behindQuotes++;
        value = value === '' ? rest : value + rest;
      }
      // what is escaped may lie behind the end of what has come
      if (escaped && !final && at >= length - 1) return 'in-cell';
      if (at === length && !final) return 'in-cell';
      this.cells.push(value);
      if (at < length && code === separator) {
        at++;
        continue;
      }
      if (at < length && code === CR && at === length - 1 && !final) return 'in-cell';
      this.newlines++;
      this.position = at < length ? behindNewline(text, at) : length;
      return 'row';
    }
  }

  private beginningOfLine(at: number): string {
    return this.buffer.slice(at, at + 200).split(/[\r\n]/, 1)[0];
  }

  /** Takes the backslashes off what they escape: quotes, backslashes, delimiters and line ends; others stay. */
  private unescape(text: string): string {
    return text.includes('\\') ? text.replace(this.escapes, '$1') : text;
  }

  private isEscape(at: number): boolean {
    const next = this.buffer.charCodeAt(at + 1);
    return next === QUOTE || next === BACKSLASH || next === this.separator || next === LF || next === CR;
  }

  /** Index of the next quote that no backslash escapes, or -1 where it is not in the buffer. */
  private unescapedQuote(from: number, final: boolean): number {
    const text = this.buffer;
    for (let quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 1)) {
      let before = quote - 1;
      while (before >= from && text.charCodeAt(before) === BACKSLASH) before--;
      if ((quote - before) % 2 === 0) continue;
      return quote === text.length - 1 && !final ? -1 : quote;
    }
    return -1;
  }

  private endsCell(at: number): boolean {
    const code = this.buffer.charCodeAt(at);
    return at >= this.buffer.length || code === this.separator || code === LF || code === CR;
  }

  /** Index of the quote that closes the cell, or -1 where it is not in the buffer. */
  private closingQuote(from: number, final: boolean): number {
    const text = this.buffer;
    let at = from;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return -1;
      if (quote === text.length - 1) return final ? quote : -1;
      if (text.charCodeAt(quote + 1) !== QUOTE) return quote;
      at = quote + 2;
    }
  }
}

function behindNewline(text: string, at: number): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
}

/** Line ends in a text, `\r\n` counted once. */
function countNewlines(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF) count++;
    else if (code === CR && text.charCodeAt(i + 1) !== LF) count++;
  }
  return count;
}
