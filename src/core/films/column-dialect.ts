/**
 * Numbers and dates that a cell alone does not settle: `5.415` is a little over five or some five thousand,
 * `05/06/1998` is in May or in June. A column is read in the usual way and keeps the cells that another reading would
 * read otherwise; when all of it has been seen, the cells that only one reading can read decide.
 */
import type { DateOrder, DecimalSign, DialectFinding } from './dialect';
import type { Film, FilmField } from './film';
import { readDate, readNumber, type CellValue, type ReleaseDate } from './values';

/** What a column read so far, of a reading `R` that is one of two. */
interface Held<T> {
  film: Film;
  cell: string;
  other: CellValue<T>;
}

export type NumberField = Extract<
  FilmField,
  'budget' | 'revenue' | 'popularity' | 'voteAverage' | 'voteCount'
>;

/** Told of a value that does not parse. */
export type OnUnreadable = (film: Film, field: FilmField, cell: string) => void;

/** Read by what decides for it, when the reading is known. */
interface Counts {
  /** Cells that only the usual reading can read. */
  usual: number;
  /** Cells that only the other one can read, and one of them. */
  other: number;
  example: string;
  /** Cells that both read, each otherwise. */
  either: number;
}

const noCounts = (): Counts => ({ usual: 0, other: 0, example: '', either: 0 });

/** A number that a decimal comma could not have made: no three digits behind a single point. */
const PLAIN_DECIMAL = /^\d+(?:\.(?:\d{1,2}|\d{4,}))?$/;

export class NumberColumn {
  private readonly counts = noCounts();
  private readonly held: Held<number>[] = [];
  private usualExample = '';

  constructor(
    readonly field: NumberField,
    readonly column: string,
    private readonly chosen: DecimalSign | undefined,
    private readonly unreadable: OnUnreadable,
  ) {}

  /** Sets the film's field. */
  read(film: Film, cell: string): void {
    if (this.chosen) {
      this.set(film, readNumber(cell, this.chosen), cell);
      return;
    }
    if (PLAIN_DECIMAL.test(cell)) {
      if (cell.includes('.')) this.countUsual(cell);
      film[this.field] = Number(cell);
      return;
    }
    const point = readNumber(cell);
    const comma = /[.,]/.test(cell) ? readNumber(cell, 'comma') : point;
    if (point.unreadable && comma.unreadable) this.set(film, point, cell);
    else if (comma.unreadable) {
      this.countUsual(cell);
      film[this.field] = point.value;
    } else if (point.value === comma.value) film[this.field] = point.value;
    else {
      film[this.field] = point.value;
      this.held.push({ film, cell, other: comma });
      if (point.unreadable) {
        this.counts.other++;
        this.counts.example ||= cell.trim();
      } else this.counts.either++;
    }
  }

  private countUsual(cell: string): void {
    this.counts.usual++;
    this.usualExample ||= cell.trim();
  }

  private set(film: Film, { value, unreadable }: CellValue<number>, cell: string): void {
    film[this.field] = value;
    if (unreadable) this.unreadable(film, this.field, cell);
  }

  /** What the column itself says; null where it says nothing. */
  get vote(): DecimalSign | null {
    const { usual, other } = this.counts;
    return usual === other ? null : other > usual ? 'comma' : 'point';
  }

  /** Whether a reading makes a difference at all. */
  get open(): boolean {
    return this.held.length > 0;
  }

  get evidence(): string {
    const { usual, other, example, either } = this.counts;
    if (usual + other === 0) return `${either} cells could be either`;
    return other > usual
      ? `${other} cells such as ${example} can have nothing but decimal commas`
      : `${usual} cells such as ${this.usualExample} can have nothing but decimal points`;
  }

  /** Puts the values right, when all rows have been read. */
  settle(decimal: DecimalSign, films: readonly Film[]): void {
    if (this.chosen) return;
    if (decimal === 'point') {
      for (const { film, cell } of this.held)
        if (film[this.field] === null) this.unreadable(film, this.field, cell);
      return;
    }
    const held = new Map(this.held.map(({ film, other }) => [film, other.value]));
    for (const film of films) {
      const value = held.get(film);
      const usual = film[this.field];
      if (value !== undefined) film[this.field] = value;
      // with a fraction it was read from a cell that has no other reading
      else if (usual !== null && !Number.isInteger(usual)) {
        film[this.field] = null;
        this.unreadable(film, this.field, String(usual));
      }
    }
  }
}

/** The sign of each column, with what spoke for it. A column that is silent follows the others. */
export function judgeDecimals(
  columns: readonly NumberColumn[],
  semicolons: boolean,
): { signs: Map<NumberColumn, DecimalSign>; findings: DialectFinding[] } {
  const votes = columns.map((column) => column.vote);
  const commas = votes.filter((vote) => vote === 'comma').length;
  const points = votes.filter((vote) => vote === 'point').length;
  const signs = new Map<NumberColumn, DecimalSign>();
  const findings: DialectFinding[] = [];
  const follow: NumberColumn[] = [];
  for (const column of columns) {
    if (column.vote === null) {
      if (column.open) follow.push(column);
      continue;
    }
    signs.set(column, column.vote);
    findings.push(finding('decimal', column.vote, [column.column], column.evidence, true));
  }
  if (follow.length > 0) {
    const decided = commas !== points;
    // spreadsheets separate cells by semicolons where the comma is the decimal sign
    const sign = commas > points || (!decided && semicolons) ? 'comma' : 'point';
    for (const column of follow) signs.set(column, sign);
    const why = decided
      ? 'these columns could be read either way and follow the others'
      : semicolons
        ? 'nothing decides but that semicolons separate the cells'
        : 'nothing in the table decides';
    findings.push(
      finding(
        'decimal',
        sign,
        follow.map(({ column }) => column),
        why,
        decided,
      ),
    );
  }
  return { signs, findings: merged(findings) };
}

export class DateColumn {
  private readonly counts = noCounts();
  private readonly held: Held<ReleaseDate>[] = [];
  private dotted = 0;
  private usualExample = '';

  constructor(
    readonly column: string,
    private readonly chosen: DateOrder | undefined,
    private readonly unreadable: OnUnreadable,
  ) {}

  /** Sets the film's date and year. */
  read(film: Film, cell: string): void {
    const usual = readDate(cell, this.chosen ?? 'month');
    setDate(film, usual);
    if (this.chosen || (!usual.unreadable && !mayBeEither(cell))) {
      if (usual.unreadable) this.unreadable(film, 'releaseDate', cell);
      return;
    }
    const other = readDate(cell, 'day');
    if (usual.unreadable && other.unreadable) {
      this.unreadable(film, 'releaseDate', cell);
      return;
    }
    if (usual.value?.date === other.value?.date) return;
    this.held.push({ film, cell, other });
    if (/^\s*\d+\./.test(cell)) this.dotted++;
    if (other.unreadable) {
      this.counts.usual++;
      this.usualExample ||= cell.trim();
    } else if (usual.unreadable) {
      this.counts.other++;
      this.counts.example ||= cell.trim();
    } else this.counts.either++;
  }

  /** Null where the order makes no difference. */
  judge(): DialectFinding | null {
    if (this.chosen) return finding('dates', this.chosen, [this.column], 'chosen by you', true);
    if (this.held.length === 0) return null;
    const { usual, other, example, either } = this.counts;
    const of = (order: DateOrder, why: string, sure: boolean) =>
      finding('dates', order, [this.column], why, sure);
    if (other > usual) return of('day', `${other} dates such as ${example} have no such month`, true);
    if (usual > other)
      return of('month', `${usual} dates such as ${this.usualExample} have no such month`, true);
    if (this.dotted > this.held.length / 2) return of('day', 'dates with points have the day first', true);
    return of('month', `each of ${either} dates could be either`, false);
  }

  /** Puts the dates right, when all rows have been read. */
  settle(order: DateOrder): void {
    for (const { film, cell, other } of this.held) {
      if (order === 'day') setDate(film, other);
      if (order === 'day' ? other.unreadable : film.year === null) this.unreadable(film, 'releaseDate', cell);
    }
  }
}

function mayBeEither(cell: string): boolean {
  return /^\s*\d{1,2}[/.-]\d/.test(cell);
}

function setDate(film: Film, { value }: CellValue<ReleaseDate>): void {
  film.releaseDate = value?.date ?? null;
  film.year = value?.year ?? null;
}

function finding(
  trait: DialectFinding['trait'],
  value: string,
  columns: string[],
  why: string,
  sure: boolean,
): DialectFinding {
  return { trait, value, columns, why, sure };
}

/** Columns of one sign and one certainty together; the first one's evidence stands for them. */
function merged(findings: readonly DialectFinding[]): DialectFinding[] {
  const by = new Map<string, DialectFinding>();
  for (const one of findings) {
    const key = `${one.value} ${one.sure} ${one.why.startsWith('these')}`;
    const before = by.get(key);
    if (before) before.columns.push(...one.columns);
    else by.set(key, { ...one, columns: [...one.columns] });
  }
  return [...by.values()];
}
