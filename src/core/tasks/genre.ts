/**
 * The task "genre": a film's class is the first genre that it lists. The recipe chooses the genres and the number of
 * films of each; everything is ordered so that the same films always give the same answer.
 */
import type { Film } from '../films/film';
import type { Task } from './task';

type GenreTask = Extract<Task, { kind: 'genre' }>;

/** A film with its answer. */
export interface Targeted {
  film: Film;
  /** Index into the class names. */
  target: number;
}

export interface GenreTargets {
  /** Most frequent first for the top genres; in the order requested for named ones. */
  classNames: string[];
  /** In the order of the input. */
  chosen: Targeted[];
  /** Number of films whose first genre is not a class. */
  otherGenre: number;
  /** Number of films beyond the limit of the most popular films per class. */
  lessPopular: number;
  /** Sentences for people. */
  warnings: string[];
}

/** The film's class: the first genre that it lists. */
function firstGenre(film: Film): string | null {
  return film.genres.at(0) ?? null;
}

/** Number of films per first genre, most films first, ties by name. */
export function countFirstGenres(films: readonly Film[]): { genre: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const film of films) {
    const genre = firstGenre(film);
    if (genre !== null) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  }
  return [...counts]
    .map(([genre, count]) => ({ genre, count }))
    .sort((a, b) => b.count - a.count || byCodeUnits(a.genre, b.genre));
}

/** Chooses classes and films. Genres without films do not become classes; a warning names them. */
export function genreTargets(films: readonly Film[], task: GenreTask): GenreTargets {
  const counts = countFirstGenres(films);
  const warnings: string[] = [];
  const classNames = classesOf(task, counts, warnings);
  const indexOf = new Map(classNames.map((name, index) => [name, index]));
  const members: Film[][] = classNames.map(() => []);
  for (const film of films) {
    const index = indexOf.get(firstGenre(film) ?? '');
    if (index !== undefined) members[index].push(film);
  }
  const taken = new Map<Film, number>();
  let inClasses = 0;
  for (const [index, all] of members.entries()) {
    inClasses += all.length;
    const wanted = task.perClass;
    if (wanted !== null && all.length < wanted)
      warnings.push(`${classNames[index]} has ${all.length} of the ${wanted} films requested.`);
    const most = wanted === null ? all : [...all].sort(byPopularity).slice(0, wanted);
    for (const film of most) taken.set(film, index);
  }
  const chosen: Targeted[] = [];
  for (const film of films) {
    const target = taken.get(film);
    if (target !== undefined) chosen.push({ film, target });
  }
  return {
    classNames,
    chosen,
    otherGenre: films.length - inClasses,
    lessPopular: inClasses - chosen.length,
    warnings,
  };
}

function classesOf(
  task: GenreTask,
  counts: { genre: string; count: number }[],
  warnings: string[],
): string[] {
  if (task.classes.by === 'top') {
    const wanted = task.classes.count;
    if (counts.length < wanted)
      warnings.push(`There are ${counts.length} genres, not the ${wanted} requested.`);
    return counts.slice(0, wanted).map(({ genre }) => genre);
  }
  const exact = new Set(counts.map(({ genre }) => genre));
  const byLowerCase = new Map(counts.map(({ genre }) => [genre.toLowerCase(), genre]));
  const classNames: string[] = [];
  for (const name of task.classes.names) {
    const found = exact.has(name) ? name : byLowerCase.get(name.toLowerCase());
    if (found === undefined) warnings.push(`No film has ${name} as its first genre.`);
    else if (!classNames.includes(found)) classNames.push(found);
  }
  return classNames;
}

/** Most popular first; films of unknown popularity last; ties by key. */
function byPopularity(a: Film, b: Film): number {
  const difference = (b.popularity ?? -Infinity) - (a.popularity ?? -Infinity);
  // both popularities unknown: -Infinity - -Infinity is NaN, which is falsy
  return difference || byCodeUnits(a.key, b.key);
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
