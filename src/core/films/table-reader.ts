/**
 * Text of a table, in chunks → Films and Problems. Every row is judged as it comes and only the mapped cells of
 * usable rows are kept, so that a table far larger than its films fits; another mapping means reading the file
 * again.
 */
import { OnesheetError } from '../errors';
import { judgeCells, judgeLateQuotes, type CellDialect } from './cell-dialect';
import { judgeDecimals } from './column-dialect';
import { namesASplit, recogniseColumns, unmappedFields } from './columns';
import { CsvRows } from './csv-rows';
import {
  DELIMITER_SIGNS,
  dialectName,
  type Delimiter,
  type DialectChoice,
  type DialectFinding,
} from './dialect';
import type { ColumnMapping, Film, FilmField, Problem } from './film';
import { checkHeader, isHeaderAgain, isUnitRow, nameColumns } from './header';
import { knownTable } from './known-tables';
import { judgeLabels, labelFinding, labelsOf } from './label-dialect';
import { findOneHot } from './one-hot';
import { FilmMaker, ownCopy, rowProblem } from './to-film';
import type { Place } from '../places';
import { counted } from '../text';

export interface TableOptions {
  /** The person's own mapping; without it the columns are recognised by their names. */
  mapping?: ColumnMapping;
  /** Columns for single fields beside those that are recognised; '' for none. */
  overrides?: ColumnMapping;
  /** What the person decided of the dialect; the rest is judged. */
  dialect?: DialectChoice;
  /** Further columns for rows of this table, from another one. */
  companion?: CompanionColumns;
}

/** Columns of another table, joined by a column that both have. */
export interface CompanionColumns {
  /** The other table's name. */
  name: string;
  /** Column of this table by which rows are found. */
  key: string;
  columns: readonly string[];
  /** Cells of `columns` by the key's text. */
  rows: ReadonlyMap<string, readonly string[]>;
}

export interface TableResult {
  /** Names in the header's order, each once. */
  columns: string[];
  mapping: ColumnMapping;
  /** Fields that no column feeds. */
  unmapped: FilmField[];
  /** For a person: "commas, Python-literal genres". */
  dialect: string;
  /** Each trait of the dialect, with what spoke for it. */
  findings: DialectFinding[];
  /** What the table is called where many people have it: "IMDb’s title.basics". */
  known: string | null;
  /** Columns of noughts and ones that are genres. */
  genreColumns: string[];
  /** Usable rows in the table's order. */
  films: Film[];
  /** One for each unusable row (the first {@link MOST_LISTED} of them), in the table's order. */
  problems: Problem[];
  /** What was read otherwise than it stands there, and harmed no row: the first {@link MOST_LISTED}. */
  notices: Problem[];
  noticeCount: number;
  /** What is true of the table as a whole and worth knowing: a column that names a split, numbers of genres. */
  remarks: Problem[];
  /** Rows read, header and blank lines left out: `films.length + unusable`. */
  rowCount: number;
  unusable: number;
}

/** More problems than this are counted but not listed. */
export const MOST_LISTED = 100_000;

/** Characters by which the delimiter is judged. */
const SAMPLE_LENGTH = 65_536;

const DELIMITERS = Object.keys(DELIMITER_SIGNS) as Delimiter[];

const ADVICE_TABLE: Place = { workspace: 'data', control: 'open' };
const ADVICE_MAPPING: Place = { workspace: 'data', control: 'mapping' };

/** Push decoded text in chunks of any size, then end. */
export class TableReader {
  private sample: string | null = '';
  private scanner: CsvRows | null = null;
  private delimiter: Delimiter = 'comma';
  private cells: CellDialect | null = null;
  private quotesSeen = false;
  private header: readonly string[] = [];
  private columns: string[] = [];
  private mapping: ColumnMapping = {};
  private genreColumns: string[] = [];
  private maker: FilmMaker | null = null;
  private firstLine = 1;
  private companionKey = -1;
  private companionMatched = 0;
  private splitColumn = -1;
  private readonly splitValues = new Map<string, number>();
  private rowCount = 0;
  private unusable = 0;
  private readonly films: Film[] = [];
  /** Films by their plain genre cell: usable unless the table turns out to hold literals. */
  private readonly plainGenres = new Map<string, Film[]>();
  private plainCount = 0;
  private literalCount = 0;
  /** Films whose genres are numbers: usable where the column holds nothing else. */
  private readonly idGenres: { film: Film; cell: string }[] = [];
  private readonly problems: Problem[] = [];
  private readonly notices: Problem[] = [];
  private noticeCount = 0;
  private readonly findings: DialectFinding[] = [];
  private readonly remarks: Problem[] = [];
  private lastShort: { problem: Problem; cells: number; row: number } | null = null;

  constructor(private readonly options: TableOptions = {}) {}

  /** Rows read so far, for progress. */
  get rows(): number {
    return this.rowCount;
  }

  /** @throws OnesheetError `table-no-header`, `table-one-column`, `table-unmapped` once the header has been seen. */
  push(text: string): void {
    if (this.sample === null) {
      this.judgeQuotes(text);
      this.scanner?.push(text);
      return;
    }
    this.sample += text;
    if (this.sample.length >= SAMPLE_LENGTH) this.start(false);
  }

  /** @throws OnesheetError what {@link push} throws, `table-empty`, `table-no-usable-row`. */
  end(): TableResult {
    if (this.sample !== null) this.start(true);
    this.scanner?.end();
    if (this.maker === null)
      throw new OnesheetError(
        'table-no-header',
        'The table has no header: none of its lines could be read as column names.',
        'Open a CSV file whose first line names its columns.',
        { where: ADVICE_TABLE },
      );
    this.settleColumns(this.maker);
    const films = this.settleGenres();
    if (films.length === 0) throw this.noUsableRow();
    this.settleTitles(films);
    this.remark();
    const byLine = (a: Problem, b: Problem) => (a.line ?? 0) - (b.line ?? 0);
    return {
      columns: this.columns,
      mapping: this.mapping,
      unmapped: unmappedFields(this.mapping, this.genreColumns.length > 0),
      dialect: this.dialect(),
      findings: this.findings,
      known: knownTable(this.header),
      genreColumns: this.genreColumns,
      films,
      problems: this.problems.sort(byLine),
      notices: this.notices.sort(byLine),
      noticeCount: this.noticeCount,
      remarks: this.remarks,
      rowCount: this.rowCount,
      unusable: this.unusable,
    };
  }

  /** Judges how cells are written by the table's beginning, and reads that. */
  private start(whole: boolean): void {
    let text = (this.sample ?? '').replace(/^\ufeff/, '');
    this.sample = null;
    if (whole && text.trim() === '')
      throw new OnesheetError(
        'table-empty',
        'The table is empty.',
        'Open a CSV file with at least one film.',
        {
          where: ADVICE_TABLE,
        },
      );
    // spreadsheets may name the delimiter in a line of its own
    const named = /^sep=(.)(?:\r\n|\r|\n)/.exec(text);
    if (named) text = text.slice(named[0].length);
    this.firstLine = named ? 2 : 1;
    const delimiter = DELIMITERS.find((one) => DELIMITER_SIGNS[one] === named?.[1]);
    const choice = delimiter ? { delimiter, ...this.options.dialect } : this.options.dialect;
    this.cells = judgeCells(text, whole, choice);
    this.delimiter = this.cells.delimiter;
    this.quotesSeen = this.cells.quotesSeen;
    this.findings.push(...this.cells.findings);
    this.scanner = new CsvRows(
      DELIMITER_SIGNS[this.delimiter],
      {
        row: (cells, line) => this.row(cells, line + this.firstLine - 1),
        broken: (line, kind, found) => this.broken(line + this.firstLine - 1, kind, found),
      },
      this.cells.quoting,
    );
    this.scanner.push(text);
    // the sample's rows have been read
    this.cells.rows = [];
  }

  /** Quotation marks that come late in a table are judged where the first of them stands. */
  private judgeQuotes(text: string): void {
    if (this.quotesSeen || this.scanner === null || !text.includes('"')) return;
    this.quotesSeen = true;
    const quoting = judgeLateQuotes(text, this.delimiter, this.columns.length);
    this.scanner.setQuoting(quoting);
    const finding = this.findings.find(({ trait }) => trait === 'quoting');
    if (finding)
      Object.assign(finding, {
        value: quoting,
        why: 'most rows around the first quotation mark fit the header so',
      });
  }

  private row(read: string[], line: number): void {
    if (this.maker === null) {
      this.begin(read, line);
      return;
    }
    this.rowCount++;
    if (isHeaderAgain(read, this.header)) {
      this.list(rowProblem('header-repeated', line, 'It repeats the header of the table.', read.join(', ')));
      return;
    }
    if (this.rowCount === 1 && isUnitRow(read)) {
      this.list(rowProblem('row-empty', line, 'It says units or types of the columns.', read.join(', ')));
      return;
    }
    const made = this.maker.make({ cells: this.withCompanion(read), line });
    if ('problem' in made) {
      this.list(made.problem);
      if (made.problem.kind === 'row-short') this.pairFragments(made.problem, read.length);
      return;
    }
    if (made.genreForm === 'literal') this.literalCount++;
    if (made.genreForm === 'plain') this.addPlain(made.film, made.genreCell);
    if (made.genreForm === 'ids') this.idGenres.push({ film: made.film, cell: ownCopy(made.genreCell) });
    if (this.splitColumn >= 0) this.countSplit(read[this.splitColumn]);
    this.films.push(made.film);
  }

  private addPlain(film: Film, cell: string): void {
    this.plainCount++;
    const sharing = this.plainGenres.get(cell);
    if (sharing) sharing.push(film);
    else this.plainGenres.set(ownCopy(cell), [film]);
  }

  private countSplit(cell: string): void {
    const value = cell.trim();
    if (this.splitValues.size < 10 || this.splitValues.has(value))
      this.splitValues.set(ownCopy(value), (this.splitValues.get(value) ?? 0) + 1);
  }

  /** The row with the cells of the companion behind it. */
  private withCompanion(read: string[]): string[] {
    const { companion } = this.options;
    if (!companion || this.companionKey < 0 || read.length < this.header.length) return read;
    const further = companion.rows.get(read[this.companionKey].trim());
    if (further) this.companionMatched++;
    return [
      ...read.slice(0, this.header.length),
      ...(further ?? companion.columns.map(() => '')),
      ...read.slice(this.header.length),
    ];
  }

  private broken(line: number, kind: 'quote-unclosed' | 'row-too-long', found: string): void {
    this.rowCount++;
    const reason =
      kind === 'quote-unclosed'
        ? 'A quotation mark opens here and is not closed at the end of a cell.'
        : 'It is longer than any plausible row of a film table.';
    this.list(rowProblem(kind, line, reason, found));
  }

  private begin(cells: string[], line: number): void {
    checkHeader(cells, line);
    const { companion, mapping, dialect = {} } = this.options;
    this.header = cells.map(ownCopy);
    const own = nameColumns(cells);
    this.companionKey = companion ? own.indexOf(companion.key) : -1;
    this.columns = nameColumns(
      companion && this.companionKey >= 0 ? [...own, ...companion.columns] : own,
    ).map(ownCopy);
    this.mapping = mapping ?? this.recognised();
    for (const [field, column] of Object.entries(this.mapping))
      if (!this.columns.includes(column))
        throw new OnesheetError(
          'table-unmapped',
          `The table has no column "${column}", which should provide ${field}.`,
          'Choose one of its columns.',
          { where: ADVICE_MAPPING },
        );
    this.splitColumn = own.findIndex(namesASplit);
    const taken = new Set(Object.values(this.mapping));
    const oneHot =
      this.mapping.genres === undefined ? findOneHot(own, taken, this.cells?.rows.slice(1) ?? []) : [];
    this.genreColumns = oneHot.map(({ at }) => this.columns[at]);
    this.maker = new FilmMaker({
      columns: this.columns,
      mapping: this.mapping,
      dialect,
      oneHot,
      onNotice: (problem) => this.notice(problem),
    });
  }

  private recognised(): ColumnMapping {
    const overrides = Object.entries(this.options.overrides ?? {});
    const named = new Set(overrides.map(([, column]) => column));
    const found = Object.entries(recogniseColumns(this.columns)).filter(([, column]) => !named.has(column));
    const all = new Map([...found, ...overrides]);
    return Object.fromEntries([...all].filter(([, column]) => column !== ''));
  }

  private notice(problem: Problem): void {
    this.noticeCount++;
    if (this.notices.length < MOST_LISTED) this.notices.push(problem);
  }

  private list(problem: Problem): void {
    this.unusable++;
    if (this.problems.length < MOST_LISTED) this.problems.push(problem);
  }

  /** Two short rows that follow each other and have the columns between them are one that was broken in two. */
  private pairFragments(problem: Problem, cells: number): void {
    const before = this.lastShort;
    if (before && before.row === this.rowCount - 1 && before.cells + cells === this.columns.length + 1) {
      before.problem.reason += ` The rest seems to be on line ${problem.line}: the row is broken across a newline.`;
      problem.reason += ` It seems to continue line ${before.problem.line}: the row is broken across a newline.`;
      this.lastShort = null;
      return;
    }
    this.lastShort = { problem, cells, row: this.rowCount };
  }

  /** Decides numbers and dates, now that their columns have been seen whole. */
  private settleColumns({ numbers, date }: FilmMaker): void {
    const chosen = this.options.dialect?.decimal;
    if (chosen && numbers.length > 0)
      this.findings.push({
        trait: 'decimal',
        value: chosen,
        columns: numbers.map(({ column }) => column),
        why: 'chosen by you',
        sure: true,
      });
    const { signs, findings } = judgeDecimals(numbers, this.delimiter === 'semicolon');
    for (const [column, sign] of signs) column.settle(sign, this.films);
    this.findings.push(...findings);
    const order = date?.judge() ?? null;
    if (date === null || order === null) return;
    date.settle(order.value === 'day' ? 'day' : 'month');
    this.findings.push(order);
  }

  /** Where genre cells are literals, a plain one is no list; where most are plain, it is. Numbers are genres among themselves. */
  private settleGenres(): Film[] {
    const wrong = new Set<Film>();
    const refuse = (film: Film, reason: string, cell: string) => {
      wrong.add(film);
      this.list(rowProblem('genres-not-a-list', film.line, reason, cell));
    };
    const named = this.literalCount + this.plainCount;
    if (this.idGenres.length <= named)
      for (const { film, cell } of this.idGenres)
        refuse(film, 'Its genres are numbers, unlike those of the other rows.', cell);
    if (this.plainCount > this.literalCount) this.settleLabels();
    else
      for (const [cell, films] of this.plainGenres)
        for (const film of films)
          refuse(film, 'Its genres are not a list like those of the other rows.', cell);
    return wrong.size === 0 ? this.films : this.films.filter((film) => !wrong.has(film));
  }

  private settleLabels(): void {
    const chosen = this.options.dialect?.labels;
    const cells = [...this.plainGenres.keys()];
    const judged = chosen ? { separator: chosen, why: 'chosen by you', sure: true } : judgeLabels(cells);
    const known = new Set(cells.flatMap((cell) => labelsOf(cell, judged.separator)));
    for (const [cell, films] of this.plainGenres) {
      const names = labelsOf(cell, judged.separator, chosen ? null : known).map(ownCopy);
      for (const film of films) film.genres = [...names];
    }
    this.findings.push(labelFinding(this.mapping.genres ?? 'genres', judged));
  }

  /** `Toy Story (1995)` is the title and the year, where the table has no other date and most titles are such. */
  private settleTitles(films: readonly Film[]): void {
    if (this.mapping.releaseDate !== undefined || this.mapping.title === undefined) return;
    const dated = films.flatMap((film) => {
      const found = /^(.+?)\s*\((\d{4})\)$/.exec(film.title);
      return found ? [{ film, title: found[1], year: Number(found[2]) }] : [];
    });
    if (dated.length < 0.5 * films.length) return;
    for (const { film, title, year } of dated) {
      film.title = ownCopy(title);
      film.year = year;
    }
    this.tell(
      'title-with-year',
      `The titles end in years, as in "${dated[0].title} (${dated[0].year})": ${counted(dated.length, 'year')} were taken from them.`,
    );
  }

  private remark(): void {
    if (this.idGenres.length > this.literalCount + this.plainCount)
      this.tell(
        'genre-ids',
        `The column "${this.mapping.genres ?? ''}" holds numbers; they were read as TMDb’s genres.`,
      );
    if (this.genreColumns.length > 0)
      this.tell(
        'genre-columns',
        `${this.genreColumns.length} columns of 0 and 1 were read as genres: ${this.genreColumns.join(', ')}.`,
      );
    if (this.splitColumn >= 0 && this.splitValues.size > 1 && this.splitValues.size < 10) {
      const values = [...this.splitValues].map(([value, count]) => `"${value}" in ${counted(count, 'row')}`);
      this.tell(
        'split-column',
        `The column "${this.columns[this.splitColumn]}" seems to name a split (${values.join(', ')}). It is not used: the recipe divides the films.`,
      );
    }
    const { companion } = this.options;
    if (companion && this.companionKey >= 0)
      this.tell(
        'companion-table',
        `${companion.name} was joined by "${companion.key}": ${counted(this.companionMatched, 'row')} found there.`,
      );
  }

  private tell(kind: string, reason: string): void {
    this.remarks.push({ kind, line: null, file: null, reason, found: '' });
  }

  private dialect(): string {
    const genres =
      this.mapping.genres === undefined
        ? this.genreColumns.length > 0
          ? 'a column for each genre'
          : 'no genres'
        : this.idGenres.length > this.literalCount + this.plainCount
          ? 'genres as TMDb’s numbers'
          : this.literalCount >= this.plainCount
            ? 'genres as Python or JSON lists'
            : 'genres as plain text';
    return `${dialectName('delimiter', this.delimiter)}, ${genres}`;
  }

  private noUsableRow(): OnesheetError {
    if (this.rowCount === 0)
      return new OnesheetError(
        'table-no-usable-row',
        'The table has a header but no rows.',
        'Open a CSV file with at least one film.',
        { where: ADVICE_TABLE },
      );
    const first = this.problems[0];
    return new OnesheetError(
      'table-no-usable-row',
      `None of the table's ${counted(this.rowCount, 'row')} is usable. Line ${first.line}: ${first.reason}`,
      'Check which column holds the genres, and that every row has as many cells as the header.',
      { where: ADVICE_MAPPING },
    );
  }
}
