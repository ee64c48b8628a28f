/**
 * A folder per class and no table → Films. The class is the folder directly above the file, so `train/` and
 * `val/` around the classes do no harm (the recipe's own split is used); the folder that everything lies in is
 * no class.
 */
import type { Film, Problem } from './film';
import { foldersAndName, isHidden, isImagePath, stemOf } from './image-paths';

export interface FolderFilms {
  /** In the order of their paths. */
  films: Film[];
  /** The film's key is its path, so this maps each path to itself; it is what a join of a table gives. */
  posterOf: Map<string, string>;
  /** Names of the classes, sorted. */
  classNames: string[];
  problems: Problem[];
}

/** Names of the parts of a split: no classes, even where files lie directly in them. */
const SPLIT_FOLDERS = new Set(['train', 'training', 'val', 'valid', 'validation', 'test', 'testing']);

/** @param paths files as the person gave them, `/` between folders; what is no image is listed. */
export function filmsFromFolders(paths: readonly string[]): FolderFilms {
  const films: Film[] = [];
  const posterOf = new Map<string, string>();
  const problems: Problem[] = [];
  const images: { path: string; folders: string[] }[] = [];
  for (const path of [...paths].sort(byCodeUnits)) {
    if (isHidden(path)) continue;
    if (isImagePath(path)) images.push({ path, folders: foldersAndName(path).slice(0, -1) });
    else problems.push(fileProblem('file-not-an-image', path, 'It does not have the name of an image file.'));
  }
  const inFolders = images.filter(({ folders }) => folders.length > 0);
  const top = commonDepth(inFolders.map(({ folders }) => folders));
  const oneFolder = inFolders.every(({ folders }) => folders.length === top);
  for (const { path, folders } of images) {
    const className = folders.at(-1);
    // where all files lie in one folder, that is the one class, and the plan will say that one is too few
    const atTop = folders.length <= top && !oneFolder;
    if (className === undefined || atTop || SPLIT_FOLDERS.has(className.toLowerCase())) {
      problems.push(fileProblem('file-without-class', path, 'It is not in the folder of a class.'));
      continue;
    }
    if (posterOf.has(path)) continue;
    posterOf.set(path, path);
    films.push(filmOfFile(path, className));
  }
  const classNames = [...new Set(films.map((film) => film.genres[0]))].sort(byCodeUnits);
  return { films, posterOf, classNames, problems };
}

/** How many folders all files share from the top. */
function commonDepth(all: readonly (readonly string[])[]): number {
  if (all.length === 0) return 0;
  const first = all[0];
  let depth = first.length;
  for (const folders of all) {
    let same = 0;
    while (same < depth && folders[same] === first[same]) same++;
    depth = same;
  }
  return depth;
}

function filmOfFile(path: string, className: string): Film {
  return {
    key: path,
    line: 0,
    tmdbId: null,
    imdbId: null,
    title: stemOf(path),
    genres: [className],
    posterPath: null,
    releaseDate: null,
    year: null,
    budget: null,
    revenue: null,
    popularity: null,
    voteAverage: null,
    voteCount: null,
    adult: null,
    joinValue: null,
  };
}

function fileProblem(kind: string, file: string, reason: string): Problem {
  return { kind, line: null, file, reason, found: '' };
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
