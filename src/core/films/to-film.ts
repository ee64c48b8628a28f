/**
 * One row of a table → a Film, or the Problem that makes it unusable. Cells that cannot be read but are not
 * needed (a budget that is a file name) make the value missing and are told of as notices.
 */
import { FILM_FIELDS, type ColumnMapping, type Film, type FilmField, type Problem } from './film';
import { readGenres, type GenreCell } from './genres';
import {
  readBoolean,
  readDate,
  readImdbId,
  readNumber,
  readText,
  readTmdbId,
  type CellValue,
} from './values';

/** A row as the table has it. */
export interface RawRow {
  cells: string[];
  /** Physical line on which it begins; the header is line 1. */
  line: number;
}

export type FilmOrProblem =
  { film: Film; genreForm: 'empty' | 'literal' | 'plain'; notices: Problem[] } | { problem: Problem };

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

/** Makes Films of the rows of one table. Keys are unique: a repeated id gets `#2`, `#3` … in the order of the rows. */
export class FilmMaker {
  private readonly index: Partial<Record<FilmField, number>> = {};
  private readonly genreCells = new Map<string, GenreCell>();
  private readonly keys = new Map<string, number>();

  /** @param columns names in the header's order, each once. */
  constructor(
    private readonly columns: readonly string[],
    mapping: ColumnMapping,
  ) {
    for (const field of FILM_FIELDS) {
      const column = mapping[field];
      const at = column === undefined ? -1 : columns.indexOf(column);
      if (at >= 0) this.index[field] = at;
    }
  }

  make(row: RawRow): FilmOrProblem {
    const wrong = this.shape(row);
    if (wrong) return { problem: wrong };
    const genres = this.genres(row);
    if (genres.form === 'wrong')
      return {
        problem: rowProblem('genres-not-a-list', row.line, genres.reason, this.cell(row, 'genres')),
      };
    const notices: Problem[] = [];
    const number = (field: FilmField, name: string) =>
      this.take(row, field, readNumber(this.cell(row, field)), `${name} is not a number`, notices);
    const released = this.take(
      row,
      'releaseDate',
      readDate(this.cell(row, 'releaseDate')),
      'The release date is not a date',
      notices,
    );
    const tmdbId = readTmdbId(this.cell(row, 'tmdbId'));
    const imdbId = readImdbId(this.cell(row, 'imdbId')) ?? linkedImdbId(this.cell(row, 'tmdbId'));
    const posterPath = readText(this.cell(row, 'posterPath'));
    const joinValue = readText(this.cell(row, 'joinValue'));
    const film: Film = {
      key: this.key(row, tmdbId, imdbId),
      line: row.line,
      tmdbId: tmdbId === null ? null : ownCopy(tmdbId),
      imdbId,
      title: ownCopy(this.cell(row, 'title').trim()),
      genres: [...genres.names],
      posterPath: posterPath === null ? null : ownCopy(posterPath),
      releaseDate: released?.date ?? null,
      year: released?.year ?? null,
      budget: number('budget', 'The budget'),
      revenue: number('revenue', 'The revenue'),
      popularity: number('popularity', 'The popularity'),
      voteAverage: number('voteAverage', 'The vote average'),
      voteCount: number('voteCount', 'The vote count'),
      adult: readBoolean(this.cell(row, 'adult')),
      joinValue: joinValue === null ? null : ownCopy(joinValue),
    };
    return { film, genreForm: genres.form, notices };
  }

  /** What is wrong with the row as a whole, before any cell is read. */
  private shape(row: RawRow): Problem | null {
    const { cells, line } = row;
    const wanted = this.columns.length;
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
  private genres(row: RawRow): GenreCell {
    const cell = this.cell(row, 'genres');
    let read = this.genreCells.get(cell);
    if (read === undefined) {
      read = readGenres(cell);
      if (read.form !== 'wrong') read = { form: read.form, names: read.names.map(ownCopy) };
      if (this.genreCells.size < 100_000) this.genreCells.set(ownCopy(cell), read);
    }
    return read;
  }

  private take<T>(
    row: RawRow,
    field: FilmField,
    cell: CellValue<T>,
    what: string,
    notices: Problem[],
  ): T | null {
    if (cell.unreadable)
      notices.push(
        rowProblem('value-unreadable', row.line, `${what}; it counts as missing.`, this.cell(row, field)),
      );
    return cell.value;
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
