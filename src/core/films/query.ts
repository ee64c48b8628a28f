/**
 * Sorting, filtering and searching a table of films for a view that shows a window of it. Orders and search
 * texts are made once and kept, so that scrolling and typing cost a pass over the rows at most.
 */
import type { Film, Problem } from './film';
import { plainText } from './plain-text';

/** The films of a table, or its rows that are none. */
export type TableView = 'films' | 'unusable';
export interface TableQuery {
  view: TableView;
  from: number;
  to: number;
  sort: { by: string; descending: boolean } | null;
  /** Free text: every word must be found in title, genres or ids. */
  search: string;
  genre: string | null;
  poster: 'any' | 'with' | 'without';
}
export type FilmRow = Film & { file: string | null };
export interface TablePage {
  /** Rows that match, of which `rows` are a window. */
  total: number;
  rows: FilmRow[];
  problems: Problem[];
}

type SortValue = string | number | boolean | null;

/** One table with its posters. Make a new one when either changes. */
export class FilmTable {
  private readonly orders = new Map<string, Uint32Array>();
  private searchTexts: string[] | null = null;
  private problemTexts: string[] | null = null;
  private last: { what: string; matches: Uint32Array } | null = null;

  constructor(
    private readonly films: readonly Film[],
    private readonly problems: readonly Problem[],
    /** Film key → path of its poster. */
    private readonly posterOf: ReadonlyMap<string, string>,
  ) {}

  /** The window `[from, to)` of what matches. */
  page(query: TableQuery): TablePage {
    const from = Math.max(0, query.from);
    if (query.view === 'unusable') {
      const found = this.findProblems(query);
      return { total: found.length, rows: [], problems: found.slice(from, query.to) };
    }
    const matches = this.matches(query);
    const rows = Array.from(matches.subarray(from, Math.max(from, query.to)), (at) => this.row(at));
    return { total: matches.length, rows, problems: [] };
  }

  private row(at: number): FilmRow {
    const film = this.films[at];
    return { ...film, file: this.posterOf.get(film.key) ?? null };
  }

  /** Indices of the films that match, in order. The last answer is kept: a view scrolls more often than it searches. */
  private matches(query: TableQuery): Uint32Array {
    const what = JSON.stringify([query.sort, query.search, query.genre, query.poster]);
    if (this.last?.what === what) return this.last.matches;
    const order = this.order(query.sort?.by ?? 'line', query.sort?.descending ?? false);
    const words = wordsOf(query.search);
    const texts = words.length > 0 ? this.texts() : [];
    const matches = order.filter((at) => {
      const film = this.films[at];
      if (query.genre !== null && !film.genres.includes(query.genre)) return false;
      if (query.poster !== 'any' && this.posterOf.has(film.key) !== (query.poster === 'with')) return false;
      return words.every((word) => texts[at].includes(word));
    });
    this.last = { what, matches };
    return matches;
  }

  private order(by: string, descending: boolean): Uint32Array {
    const name = `${descending ? '-' : '+'}${by}`;
    let order = this.orders.get(name);
    if (!order) {
      order = this.sorted(by, descending);
      this.orders.set(name, order);
    }
    return order;
  }

  /** Stable; empty values last in either direction. An unknown column leaves the table's own order. */
  private sorted(by: string, descending: boolean): Uint32Array {
    const order = Uint32Array.from(this.films, (_, index) => index);
    const values = this.films.map((film) => this.sortValue(film, by));
    const ranks = rankTexts(values);
    return order.sort((a, b) => {
      const first = ranks[a];
      const second = ranks[b];
      if (first === null || second === null) return Number(first === null) - Number(second === null) || a - b;
      return (descending ? second - first : first - second) || a - b;
    });
  }

  private sortValue(film: Film, by: string): SortValue {
    if (by === 'file') return this.posterOf.get(film.key) ?? null;
    if (by === 'genres') return film.genres.join(', ') || null;
    if (by === 'title') return film.title || null;
    if (!Object.hasOwn(film, by)) return null;
    const value: unknown = film[by as keyof Film];
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : null;
  }

  private texts(): string[] {
    this.searchTexts ??= this.films.map((film) =>
      plainText(
        `${film.title}\n${film.genres.join('\n')}\n${film.key}\n${film.tmdbId ?? ''}\n${film.imdbId ?? ''}`,
      ),
    );
    return this.searchTexts;
  }

  private findProblems(query: TableQuery): readonly Problem[] {
    const words = wordsOf(query.search);
    this.problemTexts ??= this.problems.map((problem) =>
      plainText(
        `${problem.kind}\n${problem.reason}\n${problem.found}\n${problem.line ?? ''}\n${problem.file ?? ''}`,
      ),
    );
    const texts = this.problemTexts;
    const found =
      words.length === 0
        ? [...this.problems]
        : this.problems.filter((_, at) => words.every((word) => texts[at].includes(word)));
    return query.sort ? sortProblems(found, query.sort.by, query.sort.descending) : found;
  }
}

/** Text is ranked once by the collator, so that the sort itself compares numbers. */
function rankTexts(values: readonly SortValue[]): (number | null)[] {
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))];
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const rankOf = new Map<string, number>();
  let rank = -1;
  let previous: string | null = null;
  for (const text of texts.sort(collator.compare)) {
    if (previous === null || collator.compare(previous, text) !== 0) rank++;
    previous = text;
    rankOf.set(text, rank);
  }
  return values.map((value) =>
    typeof value === 'string' ? (rankOf.get(value) ?? 0) : value === null ? null : Number(value),
  );
}

function sortProblems(problems: Problem[], by: string, descending: boolean): Problem[] {
  const values = problems.map((problem): SortValue =>
    Object.hasOwn(problem, by) ? problem[by as keyof Problem] : null,
  );
  const ranks = rankTexts(values);
  return problems
    .map((problem, index) => ({ problem, index, rank: ranks[index] ?? Infinity }))
    .sort((a, b) => (descending ? b.rank - a.rank : a.rank - b.rank) || a.index - b.index)
    .map(({ problem }) => problem);
}

function wordsOf(search: string): string[] {
  return plainText(search)
    .split(/\s+/u)
    .filter((word) => word !== '');
}
