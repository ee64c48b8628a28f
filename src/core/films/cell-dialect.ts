/**
 * How cells are written: what stands between them, and what quotation marks mean. Each pair of readings reads the
 * table's beginning; the one under which most lines are rows as wide as the header wins, and readings that leave
 * quotation marks in odd places count for less.
 */
import { CsvScanner } from './csv-scanner';
import {
  DELIMITER_SIGNS,
  dialectName,
  type Delimiter,
  type DialectChoice,
  type DialectFinding,
  type Quoting,
} from './dialect';

/** In order of preference where nothing else decides. */
const DELIMITERS = Object.keys(DELIMITER_SIGNS) as Delimiter[];

export interface CellDialect {
  delimiter: Delimiter;
  quoting: Quoting;
  /** False while no quotation mark has been seen: what they mean is still open. */
  quotesSeen: boolean;
  /** The rows of the sample, the header first. */
  rows: string[][];
  findings: DialectFinding[];
}

interface Reading {
  delimiter: Delimiter;
  quoting: Quoting;
  rows: string[][];
  columns: number;
  /** Lines in rows that are as wide as the header. */
  fitting: number;
  /** Rows with quotation marks where the reading expects none. */
  odd: number;
  lines: number;
  /** 0 to 1. */
  score: number;
}

/**
 * @param sample the table's beginning; its last row may be cut short.
 * @param whole true where the sample is all there is.
 */
export function judgeCells(sample: string, whole: boolean, choice: DialectChoice = {}): CellDialect {
  const delimiters = choice.delimiter ? [choice.delimiter] : DELIMITERS;
  let best: Reading | null = null;
  let others: Reading[] = [];
  for (const delimiter of delimiters) {
    const readings = readingsOf(sample, whole, delimiter, choice.quoting);
    const reading = bestOf(readings);
    if (reading.columns < 2 && delimiters.length > 1) continue;
    const better =
      best === null ||
      reading.score > best.score + 0.05 ||
      (reading.score > best.score - 0.05 && reading.columns > best.columns);
    if (better) [best, others] = [reading, readings];
  }
  if (best === null) {
    others = readingsOf(sample, whole, delimiters[0], choice.quoting);
    best = bestOf(others);
  }
  return {
    delimiter: best.delimiter,
    quoting: best.quoting,
    quotesSeen: sample.includes('"') || choice.quoting !== undefined,
    rows: best.rows,
    findings: [delimiterFinding(best, choice), quotingFinding(best, others, sample, choice)],
  };
}

/**
 * What quotation marks mean where the first of them stands far below the beginning.
 * @param text from the table's middle; it may begin and end within a row.
 */
export function judgeLateQuotes(text: string, delimiter: Delimiter, columns: number): Quoting {
  const from = text.search(/[\r\n]/);
  return bestOf(readingsOf(text.slice(from + 1), false, delimiter, undefined, columns)).quoting;
}

/** Readings by what quotation marks may mean, the commonest meaning first. */
function readingsOf(
  sample: string,
  whole: boolean,
  delimiter: Delimiter,
  chosen: Quoting | undefined,
  columns?: number,
): Reading[] {
  const escapes = sample.includes('\\"') || sample.includes(`\\${DELIMITER_SIGNS[delimiter]}`);
  let quotings: Quoting[] = ['doubled'];
  if (chosen) quotings = [chosen];
  else if (isOfImdb(sample)) quotings = ['none'];
  else if (escapes) quotings = ['doubled', 'backslash', 'escaped', 'none'];
  else if (sample.includes('"')) quotings = ['doubled', 'none'];
  return quotings.map((quoting) => read(sample, whole, delimiter, quoting, columns));
}

/** IMDb's own files never quote; even a title that is one whole quotation stands as it is. */
function isOfImdb(sample: string): boolean {
  return /^\ufeff?[tn]const\t/.test(sample);
}

function bestOf(readings: readonly Reading[]): Reading {
  return readings.reduce((best, reading) => (reading.score > best.score + 1e-9 ? reading : best));
}

function read(
  sample: string,
  whole: boolean,
  delimiter: Delimiter,
  quoting: Quoting,
  wanted?: number,
): Reading {
  const rows: string[][] = [];
  const lines: number[] = [];
  let odd = 0;
  const scanner = new CsvScanner(
    DELIMITER_SIGNS[delimiter],
    {
      row: (cells, line) => {
        if (scanner.misshapen > misshapen || cells.some((cell) => isOdd(cell, quoting, rows.length === 0)))
          odd++;
        misshapen = scanner.misshapen;
        rows.push(cells);
        lines.push(line);
      },
      broken: () => undefined,
    },
    quoting,
    true,
  );
  let misshapen = 0;
  scanner.push(sample);
  if (whole || rows.length === 0) scanner.end();
  const columns = wanted ?? rows[0]?.length ?? 0;
  const total = Math.max(1, countLines(sample));
  let fitting = 0;
  const first = wanted === undefined ? 1 : 0;
  for (let at = first; at < rows.length; at++)
    if (isWide(rows[at], columns)) fitting += (lines[at + 1] ?? lines[at] + 1) - lines[at];
  const asked = Math.max(1, total - first);
  const score = rows.length <= first ? 1 : Math.max(0, fitting - 0.5 * odd) / asked;
  return { delimiter, quoting, rows, columns, fitting, odd, lines: asked, score };
}

/** As wide as the header, or wider by empty cells alone, which spreadsheets add. */
function isWide(cells: readonly string[], columns: number): boolean {
  return (
    cells.length === columns || (cells.length > columns && cells.slice(columns).every((cell) => cell === ''))
  );
}

/** A quotation mark that is unlikely under a reading: a cell all in quotes where they mean nothing, a stray backslash. */
function isOdd(cell: string, quoting: Quoting, header: boolean): boolean {
  if (quoting === 'none') {
    if (!cell.startsWith('"') || cell.length < 2 || !cell.endsWith('"')) return header && cell.includes('"');
    return !cell.slice(1, -1).replaceAll('""', '').includes('"');
  }
  if (quoting === 'backslash') return cell.includes('\\"');
  if (quoting === 'doubled') return cell.includes('\\"') && !cell.endsWith('\\"');
  return false;
}

function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length;
}

function delimiterFinding(
  { delimiter, fitting, lines, columns }: Reading,
  choice: DialectChoice,
): DialectFinding {
  const why = choice.delimiter
    ? 'chosen by you'
    : `${fitting} of the first ${lines} lines then have ${columns} cells, as the header has`;
  return { trait: 'delimiter', value: delimiter, columns: [], why, sure: true };
}

function quotingFinding(
  best: Reading,
  readings: readonly Reading[],
  sample: string,
  choice: DialectChoice,
): DialectFinding {
  const finding = { trait: 'quoting', value: best.quoting, columns: [], sure: true } as const;
  if (choice.quoting) return { ...finding, why: 'chosen by you', columns: [] };
  if (isOfImdb(sample)) return { ...finding, why: 'IMDb’s own files quote nothing', columns: [] };
  if (!sample.includes('"'))
    return { ...finding, why: 'the beginning of the table has no quotation marks', columns: [] };
  const second = bestOf(
    readings.filter((reading) => reading !== best).concat(readings.length > 1 ? [] : [best]),
  );
  const why =
    second === best
      ? 'no cell has a quotation mark elsewhere'
      : `${best.fitting} of ${best.lines} lines fit the header so; read as marks that ${dialectName(
          'quoting',
          second.quoting,
        )} it would be ${second.fitting}${second.odd > 0 ? `, ${second.odd} with marks in odd places` : ''}`;
  return { ...finding, why, columns: [] };
}
