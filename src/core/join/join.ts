/**
 * Posters ↔ Films. Each way of naming a poster is tried over all films before the next, the most trusted first:
 * the column that holds file names, IMDb id, TMDb id, poster path, title. What numbers are ids of is judged over all
 * posters. A film takes one poster and a poster goes to one film.
 */
import type { Film } from '../films/film';
import { foldersAndName, folderOf, stemOf } from '../films/image-paths';
import { readImdbId } from '../films/values';
import { isFilmFolder, isPosterOf, withoutRole } from './media-folders';
import { bareNumberOf, imdbIdWithin, numberedName, tmdbIdWithin } from './names';
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
 * - A name of digits is an id only where most posters are named so: among slugs, `300.jpg` is a title. All such
 *   names are TMDb's ids or all are IMDb's without their `tt`, whichever finds more films.
 * - `862-toy-story` is an id where the words behind it agree with the film's title, for it or for most such names.
 * - In folders of media servers (`Heat (1995)/poster.jpg`) the folder's name counts for the picture that is its
 *   poster; fanart and banners are no posters.
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
  /** What names the film: the stem, without `-poster` and the like. Null for pictures that are no posters. */
  name: string | null;
  /** The name's slug. */
  slug: string | null;
  /** The name of the folder above, where the poster is that folder's; else null. */
  folder: string | null;
}

class Joiner {
  private readonly posters: Poster[];
  private readonly posterOf = new Map<Film, string>();
  private readonly claimed = new Map<string, Film>();
  private readonly further = new Map<string, Film>();
  private readonly ambiguous: AmbiguousPoster[] = [];
  private readonly counts: Partial<Record<JoinKey, number>> = {};
  private titled: Map<string, Film[]> | null = null;
  /** Films without the repetitions of others. */
  private readonly distinct: Film[];

  constructor(
    private readonly films: readonly Film[],
    paths: readonly string[],
  ) {
    this.posters = [...new Set(paths)].sort((a, b) => (a < b ? -1 : 1)).map(posterAt);
    this.keepPostersOfFolders();
    this.distinct = withoutRepetitions(films);
  }

  join(): Join {
    const paths = this.films.some(({ joinValue }) => joinValue !== null && /[\\/]/.test(joinValue));
    for (const folders of paths ? [2, 1] : [])
      this.byName(
        'column',
        (film) => film.joinValue && endOfPath(film.joinValue, folders),
        ({ path }) => endOfPath(path, folders),
      );
    this.byName('column', (film) => film.joinValue && comparable(film.joinValue));
    this.byName(
      'imdb',
      (film) => film.imdbId,
      (poster) => this.named(poster, imdbIdWithin),
    );
    this.byName(
      'tmdb',
      (film) => film.tmdbId,
      (poster) => this.named(poster, tmdbIdWithin),
    );
    if (this.digitsAreIds()) this.byNumber(({ stem }) => bareNumberOf(stem));
    this.byName('poster-path', (film) => film.posterPath && comparable(film.posterPath));
    this.byNumberedTitle();
    this.bySlug();
    return this.result();
  }

  /** In a folder that has a picture called as posters are, no other picture goes by the folder's name. */
  private keepPostersOfFolders(): void {
    const settled = new Set(
      this.posters
        .filter(({ stem, path }) => isPosterOf(stem, lowerFolder(path)))
        .map(({ path }) => foldersAbove(path)),
    );
    for (const poster of this.posters)
      if (!isPosterOf(poster.stem, lowerFolder(poster.path)) && settled.has(foldersAbove(poster.path)))
        poster.folder = null;
  }

  /** An id out of the poster's name, or out of its folder's. */
  private named({ name, folder }: Poster, idIn: (name: string) => string | null): string | null {
    return (name === null ? null : idIn(name)) ?? (folder === null ? null : idIn(folder));
  }

  /** Numbers in names are TMDb's ids or IMDb's: all of them the one of which more are found. */
  private byNumber(numberIn: (poster: Poster) => string | null): void {
    const numbers = this.posters.flatMap((poster) => {
      const number = this.isSettled(poster) ? null : numberIn(poster);
      return number === null ? [] : [{ poster, number }];
    });
    if (numbers.length === 0) return;
    const tmdb = firstBy(this.distinct, (film) => film.tmdbId);
    const imdb = firstBy(this.distinct, (film) => film.imdbId);
    const inTmdb = numbers.filter(({ number }) => tmdb.has(number)).length;
    const inImdb = numbers.filter(({ number }) => imdb.has(readImdbId(number) ?? '')).length;
    const key = inImdb > inTmdb ? 'imdb' : 'tmdb';
    for (const { poster, number } of numbers) {
      const film = key === 'imdb' ? imdb.get(readImdbId(number) ?? '') : tmdb.get(number);
      if (film) this.claim(key, film, poster);
    }
  }

  /** `862-toy-story`: a number and words. Where a title begins with a number (`12-angry-men`), that goes first. */
  private byNumberedTitle(): void {
    const left = this.posters.filter((poster) => !this.isSettled(poster) && /\d/.test(poster.stem));
    const numbered = new Map<Poster, { number: string; words: string }>();
    for (const poster of left) {
      const found = poster.slug === null ? null : numberedName(poster.slug);
      if (found && !this.isTitle(poster.slug ?? '')) numbered.set(poster, found);
    }
    if (numbered.size === 0) return;
    const tmdb = firstBy(this.distinct, (film) => film.tmdbId);
    const imdb = firstBy(this.distinct, (film) => film.imdbId);
    const agreeing = (films: ReadonlyMap<string, Film>, idOf: (number: string) => string) =>
      [...numbered].filter(([, { number, words }]) => agrees(films.get(idOf(number)), words)).length;
    const inTmdb = agreeing(tmdb, (number) => number);
    const inImdb = agreeing(imdb, (number) => readImdbId(number) ?? '');
    const key = inImdb > inTmdb ? 'imdb' : 'tmdb';
    // where most names agree with their films, the others are titles in another language
    const trusted = Math.max(inTmdb, inImdb) > 0.8 * numbered.size;
    for (const [poster, { number, words }] of numbered) {
      const film = key === 'imdb' ? imdb.get(readImdbId(number) ?? '') : tmdb.get(number);
      if (film && (trusted || agrees(film, words))) this.claim(key, film, poster);
    }
  }

  /** Joins films and posters that have the same text; where films share a text, the first has it. */
  private byName(
    key: JoinKey,
    ofFilm: (film: Film) => string | null,
    ofPoster: (poster: Poster) => string | null = (poster) => poster.stem,
  ): void {
    const filmBy = firstBy(this.distinct, ofFilm);
    for (const poster of this.posters) {
      if (this.isSettled(poster)) continue;
      const name = ofPoster(poster);
      const film = name ? filmBy.get(name) : undefined;
      if (film) this.claim(key, film, poster);
    }
  }

  /** Films by every slug of their titles; made once, where names are tried as titles. */
  private get filmsBySlug(): ReadonlyMap<string, Film[]> {
    if (this.titled) return this.titled;
    const filmsBy = new Map<string, Film[]>();
    for (const film of this.distinct)
      for (const slug of slugsOf(film.title)) {
        const sharing = filmsBy.get(slug);
        if (sharing) sharing.push(film);
        else filmsBy.set(slug, [film]);
      }
    this.titled = filmsBy;
    return filmsBy;
  }

  private isTitle(slug: string): boolean {
    return this.filmsBySlug.has(slug) || this.filmsBySlug.has(withoutYear(slug));
  }

  private bySlug(): void {
    const left = this.posters.filter((poster) => !this.isSettled(poster));
    if (left.length === 0) return;
    for (const poster of left) {
      const candidates = slugCandidates(poster, this.filmsBySlug);
      if (candidates.length === 1) this.claim('slug', candidates[0], poster);
      else if (candidates.length > 1)
        this.ambiguous.push({ path: poster.path, films: candidates.map((film) => film.key) });
    }
  }

  private digitsAreIds(): boolean {
    const left = this.posters.filter((poster) => !this.isSettled(poster));
    const digits = left.filter((poster) => bareNumberOf(poster.stem) !== null);
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

/** The file's name behind so many folders, as {@link comparable}; null where the path has fewer. */
function endOfPath(path: string, folders: number): string | null {
  const parts = foldersAndName(path);
  if (parts.length <= folders) return null;
  const above = parts.slice(-1 - folders, -1).join('/');
  return `${above.normalize('NFC').toLowerCase()}/${comparable(path)}`;
}

function lowerFolder(path: string): string {
  return folderOf(path).normalize('NFC').toLowerCase().trim();
}

function foldersAbove(path: string): string {
  return foldersAndName(path).slice(0, -1).join('/');
}

function posterAt(path: string): Poster {
  const stem = comparable(path);
  const above = lowerFolder(path);
  const name = withoutRole(stem);
  // the folder of a genre or of everything is no film's
  const folder = isPosterOf(stem, above) || (name !== null && isFilmFolder(above)) ? above : null;
  return { path, stem, name, slug: name === null ? null : slugOf(name), folder };
}

/** Films by a text of theirs; where some share it, the first. */
function firstBy(films: readonly Film[], textOf: (film: Film) => string | null): Map<string, Film> {
  const by = new Map<string, Film>();
  for (const film of films) {
    const text = textOf(film);
    if (text && !by.has(text)) by.set(text, film);
  }
  return by;
}

/** Whether words behind an id are the film's title, a size, or a part's name. */
function agrees(film: Film | undefined, words: string): boolean {
  if (!film) return false;
  if (/^(w\d+|h\d+|original|poster|cover|\d{1,2})$/.test(words)) return true;
  const title = withoutYear(words);
  return slugsOf(film.title).some((slug) => slug === title || slug === words);
}

function withoutYear(slug: string): string {
  return slug.replace(/-(?:19|20)\d{2}$/, '');
}

/** The films that the poster's name may mean, or its folder's. */
function slugCandidates(poster: Poster, filmsBy: ReadonlyMap<string, Film[]>): Film[] {
  if (poster.slug === null) return [];
  const own = filmsCalled(poster.slug, poster.path, filmsBy);
  if (own.length > 0 || poster.folder === null) return own;
  return filmsCalled(slugOf(withoutTags(poster.folder)), poster.path, filmsBy);
}

/** `heat (1995) {tmdb-949}` without what stands in braces and brackets. */
function withoutTags(name: string): string {
  return name.replace(/[[{][^\]}]*[\]}]/g, ' ').trim();
}

function filmsCalled(slug: string, path: string, filmsBy: ReadonlyMap<string, Film[]>): Film[] {
  const whole = filmsBy.get(slug) ?? [];
  if (whole.length === 1) return whole;
  if (whole.length > 1) {
    const genre = slugOf(folderOf(path));
    const inFolder = whole.filter((film) => slugOf(film.genres[0] ?? '') === genre);
    return inFolder.length === 1 ? inFolder : whole;
  }
  const dated = /^(.+)-(\d{4})$/.exec(slug);
  if (!dated) return [];
  const year = Number(dated[2]);
  const titled = filmsBy.get(dated[1]) ?? [];
  // a table without dates cannot contradict the year of a title that one film alone has
  if (titled.length === 1 && titled[0].year === null) return titled;
  return titled.filter((film) => film.year === year);
}
