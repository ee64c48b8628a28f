/**
 * One row of a table → a Film, or the Problem that makes it unusable. Cells that cannot be read but are not
 * needed (a budget that is a file name) make the value missing and are told of as notices.
 */
import { DateColumn, NumberColumn, type NumberField } from './column-dialect';
import type { DialectChoice } from './dialect';
import { FILM_FIELDS, type ColumnMapping, type Film, type FilmField, type Problem } from './film';
import { readGenreIds, type GenreIds } from './genre-ids';
import { readGenres, type GenreCell } from './genres';
import { isOn, type OneHotColumn } from './one-hot';
import { readBoolean, readImdbId, readText, readTmdbId } from './values';

/** A row as the table has it. */
export interface RawRow {
  cells: string[];
  /** Physical line on which it begins; the header is line 1. */
  line: number;
}

export type FilmOrProblem =
  { film: Film; genreForm: 'empty' | 'literal' | 'plain' | 'ids'; genreCell: string } | { problem: Problem };

/** How much of what was found a Problem repeats. */
const FOUND_LENGTH = 200;

export function rowProblem(kind: string, line: number | null, reason: string, found: string): Problem {
  return { kind, line, file: null, reason, found: ownCopy(found.slice(0, FOUND_LENGTH)) };
}

/**
 * A copy of a slice. Engines keep the whole text alive for a slice of it; what is kept of a table must not
 * keep the table.
 */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** What a table's columns are and how they are read. */
export interface FilmColumns {
  /** Names in the header's order, each once. */
  columns: readonly string[];
  mapping: ColumnMapping;
  dialect: DialectChoice;
  /** Genres as columns of noughts and ones; used where no column is mapped to genres. */
  oneHot: readonly OneHotColumn[];
  onNotice: (problem: Problem) => void;
}

const NUMBERS: Record<NumberField, string> = {
  budget: 'The budget',
  revenue: 'The revenue',
  popularity: 'The popularity',
  voteAverage: 'The vote average',
  voteCount: 'The vote count',
};
const NUMBER_FIELDS = Object.keys(NUMBERS) as NumberField[];

/** Makes Films of the rows of one table. Keys are unique: a repeated id gets `#2`, `#3` … in the order of the rows. */
export class FilmMaker {
  private readonly index: Partial<Record<FilmField, number>> = {};
  private readonly genreCells = new Map<string, GenreCell | (GenreIds & { form: 'ids' })>();
  private readonly keys = new Map<string, number>();
  readonly numbers: NumberColumn[] = [];
  readonly date: DateColumn | null;
  private readonly identified: boolean;

  constructor(private readonly made: FilmColumns) {
    const { columns, mapping, dialect, oneHot } = made;
    for (const field of FILM_FIELDS) {
      const column = mapping[field];
      const at = column === undefined ? -1 : columns.indexOf(column);
      if (at >= 0) this.index[field] = at;
    }
    const unreadable = (film: Film, field: FilmField, cell: string) => this.notice(film, field, cell);
    for (const field of NUMBER_FIELDS) {
      const column = mapping[field];
      if (column !== undefined)
        this.numbers.push(new NumberColumn(field, column, dialect.decimal, unreadable));
    }
    this.date =
      mapping.releaseDate === undefined
        ? null
        : new DateColumn(mapping.releaseDate, dialect.dates, unreadable);
    this.identified = mapping.title !== undefined || mapping.genres !== undefined || oneHot.length > 0;
  }

  make(row: RawRow): FilmOrProblem {
    const wrong = this.shape(row);
    if (wrong) return { problem: wrong };
    const genres = this.genres(row);
    if (genres.form === 'wrong')
      return {
        problem: rowProblem('genres-not-a-list', row.line, genres.reason, this.cell(row, 'genres')),
      };
    const imdbId = readImdbId(this.cell(row, 'imdbId')) ?? linkedImdbId(this.cell(row, 'tmdbId'));
    const film: Film = {
      key: '',
      line: row.line,
      tmdbId: owned(readTmdbId(this.cell(row, 'tmdbId'))),
      imdbId,
      title: ownCopy(titleIn(this.cell(row, 'title'))),
      genres: [...genres.names],
      posterPath: owned(readText(this.cell(row, 'posterPath'))),
      releaseDate: null,
      year: null,
      budget: null,
      revenue: null,
      popularity: null,
      voteAverage: null,
      voteCount: null,
      adult: readBoolean(this.cell(row, 'adult')),
      joinValue: owned(readText(this.cell(row, 'joinValue'))),
    };
    if (this.identified && saysNothing(film))
      return {
        problem: rowProblem(
          'row-empty',
          row.line,
          'It has no id, title, genre or poster: it may say units or types.',
          row.cells.join(', '),
        ),
      };
    film.key = this.key(row, film.tmdbId, imdbId);
    this.date?.read(film, this.cell(row, 'releaseDate'));
    for (const column of this.numbers) column.read(film, this.cell(row, column.field));
    if (genres.form === 'ids' && genres.unknown.length > 0)
      this.made.onNotice(
        rowProblem(
          'genre-unknown',
          row.line,
          'Some of its genre numbers are not TMDb’s; they are left out.',
          this.cell(row, 'genres'),
        ),
      );
    return { film, genreForm: genres.form, genreCell: this.cell(row, 'genres') };
  }

  private notice(film: Film, field: FilmField, cell: string): void {
    const what =
      field === 'releaseDate'
        ? 'The release date is not a date'
        : `${NUMBERS[field as NumberField]} is not a number`;
    this.made.onNotice(rowProblem('value-unreadable', film.line, `${what}; it counts as missing.`, cell));
  }

  /** What is wrong with the row as a whole, before any cell is read. */
  private shape(row: RawRow): Problem | null {
    const { cells, line } = row;
    const wanted = this.made.columns.length;
    const told = () => cells.join(', ');
    if (cells.some((cell) => cell.includes('\0')))
      return rowProblem('row-nul', line, 'It contains NUL bytes: this part of the file is not text.', told());
    if (cells.length < wanted)
      return rowProblem('row-short', line, `It has ${cells.length} of ${wanted} cells.`, told());
    if (cells.slice(wanted).some((cell) => cell.trim() !== ''))
      return rowProblem(
        'row-long',
        line,
        `It has ${cells.length} cells where there are ${wanted} columns.`,
        told(),
      );
    return null;
  }

  private cell(row: RawRow, field: FilmField): string {
    const at = this.index[field];
    return at === undefined ? '' : row.cells[at];
  }

  /** Tables repeat few different genre cells: each is read once. */
  private genres(row: RawRow): GenreCell | (GenreIds & { form: 'ids' }) {
    if (this.index.genres === undefined && this.made.oneHot.length > 0) return this.flags(row);
    const cell = this.cell(row, 'genres');
    let read = this.genreCells.get(cell);
    if (read === undefined) {
      read = readGenres(cell);
      if (read.form === 'wrong') {
        const ids = readGenreIds(cell);
        if (ids) read = { form: 'ids', ...ids };
      } else read = { form: read.form, names: read.names.map(ownCopy) };
      if (this.genreCells.size < 100_000) this.genreCells.set(ownCopy(cell), read);
    }
    return read;
  }

  private flags(row: RawRow): GenreCell {
    const names: string[] = [];
    for (const { at, genre } of this.made.oneHot) {
      const on = isOn(row.cells[at]);
      if (on) names.push(genre);
      else if (on === null)
        this.made.onNotice(
          rowProblem(
            'value-unreadable',
            row.line,
            `The genre column "${genre}" is neither 0 nor 1; it counts as 0.`,
            row.cells[at],
          ),
        );
    }
    return { form: names.length > 0 ? 'literal' : 'empty', names };
  }

  private key(row: RawRow, tmdbId: string | null, imdbId: string | null): string {
    const base = tmdbId ?? imdbId ?? readText(this.cell(row, 'tmdbId')) ?? `line:${row.line}`;
    if (!this.keys.has(base)) return this.claim(ownCopy(base));
    let copy = this.keys.get(base) ?? 1;
    do copy++;
    while (this.keys.has(`${base}#${copy}`));
    this.keys.set(ownCopy(base), copy);
    return this.claim(`${base}#${copy}`);
  }

  private claim(key: string): string {
    this.keys.set(key, 1);
    return key;
  }
}

/** Some tables keep IMDb ids in a column that is called `id`. */
function linkedImdbId(cell: string): string | null {
  return /^\s*tt\d/i.test(cell) ? readImdbId(cell) : null;
}

function owned(text: string | null): string | null {
  return text === null ? null : ownCopy(text);
}

/** A film may be called "None" or "Nan"; what databases write for nothing is no title. */
function titleIn(cell: string): string {
  const text = cell.trim();
  return text === '\\N' ? '' : text;
}

function saysNothing(film: Film): boolean {
  return (
    film.tmdbId === null &&
    film.imdbId === null &&
    film.title === '' &&
    film.genres.length === 0 &&
    film.posterPath === null &&
    film.joinValue === null
  );
}
