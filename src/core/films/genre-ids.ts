/** TMDb's genres by their ids, as its lists of popular films have them in `genre_ids`. */
import { parsePythonLiteral, type PythonValue } from './python-literal';

/** https://developer.themoviedb.org/reference/genre-movie-list: fixed, and the same in every answer of its API. */
const GENRES: ReadonlyMap<number, string> = new Map([
  [28, 'Action'],
  [12, 'Adventure'],
  [16, 'Animation'],
  [35, 'Comedy'],
  [80, 'Crime'],
  [99, 'Documentary'],
  [18, 'Drama'],
  [10751, 'Family'],
  [14, 'Fantasy'],
  [36, 'History'],
  [27, 'Horror'],
  [10402, 'Music'],
  [9648, 'Mystery'],
  [10749, 'Romance'],
  [878, 'Science Fiction'],
  [10770, 'TV Movie'],
  [53, 'Thriller'],
  [10752, 'War'],
  [37, 'Western'],
]);

export interface GenreIds {
  names: string[];
  /** Numbers that are no genre of TMDb's. */
  unknown: number[];
}

/** `[16, 35]`, `16|35`, `16, 35`, `[{'id': 16}]`; null for anything but whole numbers of which one is known. */
export function readGenreIds(cell: string): GenreIds | null {
  const ids = numbersIn(cell.trim());
  if (ids === null || !ids.some((id) => GENRES.has(id))) return null;
  const names = new Set<string>();
  const unknown: number[] = [];
  for (const id of ids) {
    const name = GENRES.get(id);
    if (name === undefined) unknown.push(id);
    else names.add(name);
  }
  return { names: [...names], unknown };
}

function numbersIn(text: string): number[] | null {
  if (/^\d+(?:\s*[|,; -]\s*\d+)*$/.test(text)) return text.split(/\D+/).map(Number);
  if (!/^[[({]/.test(text)) return null;
  let value: PythonValue;
  try {
    value = parsePythonLiteral(text);
  } catch {
    // what is no literal is no list of numbers either; the row is listed with its reason
    return null;
  }
  const items = Array.isArray(value) ? value : [value];
  const ids = items.map((item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) && Object.hasOwn(item, 'id')
      ? item.id
      : item,
  );
  return ids.every((id) => typeof id === 'number' && Number.isInteger(id)) ? (ids as number[]) : null;
}
