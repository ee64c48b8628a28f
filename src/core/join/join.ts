/**
 * Posters ↔ Films. Each way of naming a poster is tried over all films before the next, the most trusted first:
 * the column that the person chose, IMDb id, TMDb id, poster path, title slug. A film takes one poster and a
 * poster goes to one film.
 */
import type { Film } from '../films/film';
import { folderOf, stemOf } from '../films/image-paths';
import { readImdbId } from '../films/values';
import { slugOf, slugsOf } from './slug';

/** The ways in which a poster is found, in order of trust; `folder` is for films that were made from their posters. */
export type JoinKey = 'column' | 'imdb' | 'tmdb' | 'poster-path' | 'slug' | 'folder';

/** A poster whose name fits several films. */
export interface AmbiguousPoster {
  path: string;
  /** Keys of the films that it may belong to. */
  films: string[];
}

/** How posters and films found each other. Every number has a downloadable list behind it. */
export interface JoinReport {
  /** Films with a poster. */
  matched: number;
  /** Films without one. */
  missing: number;
  /** Posters that no film claims. */
  unused: number;
  /** Further posters of a film that has one. */
  duplicate: number;
  /** Files that are not readable images; known once they have been decoded or sniffed. */
  undecodable: number;
  /** Which key joined how many films. */
  by: Partial<Record<JoinKey, number>>;
}

export interface Join {
  /** Film key → path of its poster, in the order of the films. */
  byFilm: Map<string, string>;
  report: JoinReport;
  /** Keys of films without a poster. */
  missing: string[];
  /** Paths that no film claims, ambiguous ones among them. */
  unused: string[];
  /** Further posters of films that have one. */
  duplicates: { path: string; film: string }[];
  ambiguous: AmbiguousPoster[];
}

/**
 * Joins posters by their names; folders above them may be anything, endings are ignored, upper and lower case
 * are the same.
 *
 * - Of several posters of one film the first by path is taken; the others are duplicates.
 * - A film that stands in the table twice (the same TMDb or IMDb id) has its poster once, in its first row: the
 *   other rows are missing theirs, so no poster is counted or learned twice.
 * - A name of digits is a TMDb id only where most posters are named so: among slugs, `300.jpg` is a title.
 * - Two films of one slug (11 are called Cinderella): the release year behind the slug (`cinderella-1950`)
 *   decides, else the folder above, where it is the first genre of one of them alone. Otherwise nobody claims
 *   the poster and it is listed as ambiguous: a wrong poster is worse than none.
 *
 * @param paths images as the person gave them.
 */
export function joinPosters(films: readonly Film[], paths: readonly string[]): Join {
  return new Joiner(films, paths).join();
}

interface Poster {
  path: string;
  /** As {@link comparable} makes it. */
  stem: string;
}

class Joiner {
  private readonly posters: Poster[];
  private readonly posterOf = new Map<Film, string>();
  private readonly claimed = new Map<string, Film>();
  private readonly further = new Map<string, Film>();
  private readonly ambiguous: AmbiguousPoster[] = [];
  private readonly counts: Partial<Record<JoinKey, number>> = {};
  /** Films without the repetitions of others. */
  private readonly distinct: Film[];

  constructor(
    private readonly films: readonly Film[],
    paths: readonly string[],
  ) {
    this.posters = [...new Set(paths)]
      .sort((a, b) => (a < b ? -1 : 1))
      .map((path) => ({ path, stem: comparable(path) }));
    this.distinct = withoutRepetitions(films);
  }

  join(): Join {
    this.byName('column', (film) => film.joinValue && comparable(film.joinValue));
    this.byName('imdb', (film) => film.imdbId, imdbIdIn);
    if (this.digitsAreIds()) this.byName('tmdb', (film) => film.tmdbId, tmdbIdIn);
    this.byName('poster-path', (film) => film.posterPath && comparable(film.posterPath));
    this.bySlug();
    return this.result();
  }

  /** Joins films and posters that have the same text; where films share a text, the first has it. */
  private byName(
    key: JoinKey,
    ofFilm: (film: Film) => string | null,
    ofPoster: (poster: Poster) => string | null = (poster) => poster.stem,
  ): void {
    const filmBy = new Map<string, Film>();
    for (const film of this.distinct) {
      const name = ofFilm(film);
      if (name && !filmBy.has(name)) filmBy.set(name, film);
    }
    for (const poster of this.posters) {
      if (this.isSettled(poster)) continue;
      const name = ofPoster(poster);
      const film = name ? filmBy.get(name) : undefined;
      if (film) this.claim(key, film, poster);
    }
  }

  private bySlug(): void {
    const left = this.posters.filter((poster) => !this.isSettled(poster));
    if (left.length === 0) return;
    const filmsBy = new Map<string, Film[]>();
    for (const film of this.distinct)
      for (const slug of slugsOf(film.title)) {
        const sharing = filmsBy.get(slug);
        if (sharing) sharing.push(film);
        else filmsBy.set(slug, [film]);
      }
    for (const poster of left) {
      const candidates = slugCandidates(poster, filmsBy);
      if (candidates.length === 1) this.claim('slug', candidates[0], poster);
      else if (candidates.length > 1)
        this.ambiguous.push({ path: poster.path, films: candidates.map((film) => film.key) });
    }
  }

  private digitsAreIds(): boolean {
    const left = this.posters.filter((poster) => !this.isSettled(poster));
    const digits = left.filter((poster) => tmdbIdIn(poster) !== null);
    return digits.length >= left.length / 2;
  }

  private isSettled(poster: Poster): boolean {
    return this.claimed.has(poster.path) || this.further.has(poster.path);
  }

  private claim(key: JoinKey, film: Film, poster: Poster): void {
    if (this.posterOf.has(film)) {
      this.further.set(poster.path, film);
      return;
    }
    this.posterOf.set(film, poster.path);
    this.claimed.set(poster.path, film);
    this.counts[key] = (this.counts[key] ?? 0) + 1;
  }

  private result(): Join {
    const byFilm = new Map<string, string>();
    const missing: string[] = [];
    for (const film of this.films) {
      const path = this.posterOf.get(film);
      if (path === undefined) missing.push(film.key);
      else byFilm.set(film.key, path);
    }
    const unused = this.posters.filter((poster) => !this.isSettled(poster)).map((poster) => poster.path);
    const duplicates = [...this.further].map(([path, film]) => ({ path, film: film.key }));
    return {
      byFilm,
      missing,
      unused,
      duplicates,
      ambiguous: this.ambiguous,
      report: {
        matched: byFilm.size,
        missing: missing.length,
        unused: unused.length,
        duplicate: duplicates.length,
        undecodable: 0,
        by: this.counts,
      },
    };
  }
}

/** A file's name without folders and ending, in lower case, and in one form: macOS takes letters with accents apart. */
function comparable(path: string): string {
  return stemOf(path).normalize('NFC').toLowerCase().trim();
}

/** The films, but of several rows with the same TMDb or IMDb id the first alone. */
function withoutRepetitions(films: readonly Film[]): Film[] {
  const seen = new Set<string>();
  return films.filter((film) => {
    const ids = [film.tmdbId && `tmdb:${film.tmdbId}`, film.imdbId && `imdb:${film.imdbId}`];
    const known = ids.some((id) => id && seen.has(id));
    for (const id of ids) if (id) seen.add(id);
    return !known;
  });
}

/** `tt0114709`, also with something behind it: `tt0114709-w185`, `tt0114709_toy_story`. */
function imdbIdIn(poster: Poster): string | null {
  return /^tt\d/.test(poster.stem) ? readImdbId(poster.stem) : null;
}

/** `862`, `00862`. */
function tmdbIdIn(poster: Poster): string | null {
  const found = /^0*([1-9]\d*)$/.exec(poster.stem);
  return found ? found[1] : null;
}

/** The films that the poster's slug may mean. */
function slugCandidates(poster: Poster, filmsBy: ReadonlyMap<string, Film[]>): Film[] {
  const slug = slugOf(poster.stem);
  const whole = filmsBy.get(slug) ?? [];
  if (whole.length === 1) return whole;
  if (whole.length > 1) {
    const genre = folderOf(poster.path).toLowerCase();
    const inFolder = whole.filter((film) => slugOf(film.genres[0] ?? '') === slugOf(genre));
    return inFolder.length === 1 ? inFolder : whole;
  }
  const dated = /^(.+)-(\d{4})$/.exec(slug);
  if (!dated) return [];
  const year = Number(dated[2]);
  return (filmsBy.get(dated[1]) ?? []).filter((film) => film.year === year);
}
