/**
 * Text of a table, in chunks → Films and Problems. Every row is judged as it comes and only the mapped cells of
 * usable rows are kept, so that a table far larger than its films fits; another mapping means reading the file
 * again.
 */
import { OnesheetError } from '../errors';
import { recogniseColumns, unmappedFields } from './columns';
import { CsvScanner } from './csv-scanner';
import { DELIMITER_NAMES, DELIMITERS, findDelimiter, type Delimiter } from './delimiter';
import type { ColumnMapping, Film, FilmField, Problem } from './film';
import { checkHeader, nameColumns } from './header';
import { FilmMaker, ownCopy, rowProblem } from './to-film';
import type { Place } from '../places';
import { counted } from '../text';

export interface TableOptions {
  /** The person's own mapping; without it the columns are recognised by their names. */
  mapping?: ColumnMapping;
}

export interface TableResult {
  /** Names in the header's order, each once. */
  columns: string[];
  mapping: ColumnMapping;
  /** Fields that no column feeds. */
  unmapped: FilmField[];
  /** For a person: "commas, Python-literal genres". */
  dialect: string;
  /** Usable rows in the table's order. */
  films: Film[];
  /** One for each unusable row (the first {@link MOST_LISTED} of them), in the table's order. */
  problems: Problem[];
  /** What was read otherwise than it stands there, and harmed no row. */
  notices: Problem[];
  /** Rows read, header and blank lines left out: `films.length + unusable`. */
  rowCount: number;
  unusable: number;
}

/** More problems than this are counted but not listed. */
export const MOST_LISTED = 100_000;

/** Characters by which the delimiter is judged. */
const SAMPLE_LENGTH = 65_536;

const ADVICE_TABLE: Place = { workspace: 'data', control: 'open' };
const ADVICE_MAPPING: Place = { workspace: 'data', control: 'mapping' };

/** Push decoded text in chunks of any size, then end. */
export class TableReader {
  private sample: string | null = '';
  private scanner: CsvScanner | null = null;
  private delimiter: Delimiter = ',';
  private columns: string[] = [];
  private mapping: ColumnMapping = {};
  private maker: FilmMaker | null = null;
  private firstLine = 1;
  private rowCount = 0;
  private unusable = 0;
  private readonly films: Film[] = [];
  /** Rows whose genres are plain text: usable unless the table turns out to hold literals. */
  private readonly plainGenres: { film: Film; cell: string }[] = [];
  private literalCount = 0;
  private readonly problems: Problem[] = [];
  private readonly notices: Problem[] = [];
  private lastShort: { problem: Problem; cells: number; row: number } | null = null;

  constructor(private readonly options: TableOptions = {}) {}

  /** Rows read so far, for progress. */
  get rows(): number {
    return this.rowCount;
  }

  /** @throws OnesheetError `table-no-header`, `table-one-column`, `table-unmapped` once the header has been seen. */
  push(text: string): void {
    if (this.sample === null) {
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
    const films = this.settleGenres();
    if (films.length === 0) throw this.noUsableRow();
    return {
      columns: this.columns,
      mapping: this.mapping,
      unmapped: unmappedFields(this.mapping),
      dialect: this.dialect(),
      films,
      problems: this.problems,
      notices: this.notices,
      rowCount: this.rowCount,
      unusable: this.unusable,
    };
  }

  /** Chooses the delimiter by the table's beginning, and reads that. */
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
    this.delimiter = DELIMITERS.find((delimiter) => delimiter === named?.[1]) ?? findDelimiter(text, whole);
    this.scanner = new CsvScanner(this.delimiter, {
      row: (cells, line) => this.row(cells, line + this.firstLine - 1),
      broken: (line, kind, found) => this.broken(line + this.firstLine - 1, kind, found),
    });
    this.scanner.push(text);
  }

  private row(cells: string[], line: number): void {
    if (this.maker === null) {
      this.header(cells, line);
      return;
    }
    this.rowCount++;
    const made = this.maker.make({ cells, line });
    if ('problem' in made) {
      this.list(made.problem);
      if (made.problem.kind === 'row-short') this.pairFragments(made.problem, cells.length);
      return;
    }
    for (const notice of made.notices) if (this.notices.length < MOST_LISTED) this.notices.push(notice);
    if (made.genreForm === 'literal') this.literalCount++;
    if (made.genreForm === 'plain')
      this.plainGenres.push({ film: made.film, cell: made.film.genres.join(', ') });
    this.films.push(made.film);
  }

  private broken(line: number, kind: 'quote-unclosed' | 'row-too-long', found: string): void {
    this.rowCount++;
    const reason =
      kind === 'quote-unclosed'
        ? 'A quotation mark opens here and is not closed at the end of a cell.'
        : 'It is longer than any plausible row of a film table.';
    this.list(rowProblem(kind, line, reason, found));
  }

  private header(cells: string[], line: number): void {
    checkHeader(cells, line);
    this.columns = nameColumns(cells).map(ownCopy);
    this.mapping = this.options.mapping ?? recogniseColumns(this.columns);
    for (const [field, column] of Object.entries(this.mapping))
      if (!this.columns.includes(column))
        throw new OnesheetError(
          'table-unmapped',
          `The table has no column "${column}", which should provide ${field}.`,
          'Choose one of its columns.',
          { where: ADVICE_MAPPING },
        );
    this.maker = new FilmMaker(this.columns, this.mapping);
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

  /** Where genre cells are literals, a plain one is no list; where most are plain, it is. */
  private settleGenres(): Film[] {
    if (this.plainGenres.length > this.literalCount || this.plainGenres.length === 0) return this.films;
    const wrong = new Set<Film>();
    for (const { film, cell } of this.plainGenres) {
      wrong.add(film);
      this.list(
        rowProblem(
          'genres-not-a-list',
          film.line,
          'Its genres are not a list like those of the other rows.',
          cell,
        ),
      );
    }
    this.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return this.films.filter((film) => !wrong.has(film));
  }

  private dialect(): string {
    const genres =
      this.mapping.genres === undefined
        ? 'no genres'
        : this.literalCount >= this.plainGenres.length
          ? 'genres as Python or JSON lists'
          : 'genres as plain text';
    return `${DELIMITER_NAMES[this.delimiter]}, ${genres}`;
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
