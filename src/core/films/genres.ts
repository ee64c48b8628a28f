/**
 * A genre cell → names. TMDb's table holds Python literals (`[{'id': 35, 'name': 'Comedy'}]`), other tables JSON
 * or plain lists (`Action|Comedy`). Which of the two a table uses shows only over many rows, so a plain cell
 * says that it is one, and the table's reader judges it at the end.
 */
import { parsePythonLiteral, type PythonValue } from './python-literal';

export type GenreCell =
  /** Empty cells are of either form. */
  { form: 'empty' | 'literal' | 'plain'; names: string[] } | { form: 'wrong'; reason: string };

/** What tables write for "there is none". */
export const MISSING_WORDS: ReadonlySet<string> = new Set([
  '',
  'nan',
  'none',
  'null',
  'n/a',
  'na',
  '<na>',
  '#n/a',
  'nat',
  // databases' dumps, and IMDb's files: \N in lower case
  '\\n',
]);
const NO_GENRES = new Set([...MISSING_WORDS, '(no genres listed)']);

/** Reads one cell; names keep their order, repeated ones are kept once. */
export function readGenres(cell: string): GenreCell {
  const text = cell.trim();
  if (NO_GENRES.has(text.toLowerCase())) return { form: 'empty', names: [] };
  if (/^[[{(]/.test(text)) return readLiteral(text);
  const names = unique(text.split(plainSeparator(text)));
  if (names.every((name) => !/\p{L}/u.test(name)))
    return { form: 'wrong', reason: 'Its genres are not a list of names.' };
  return { form: 'plain', names };
}

function readLiteral(text: string): GenreCell {
  let value: PythonValue;
  try {
    value = parseEither(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    return { form: 'wrong', reason: `Its genres are not a list: ${why}.` };
  }
  const items = Array.isArray(value) ? value : [value];
  const names: string[] = [];
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) return { form: 'wrong', reason: 'Its genres are a list, but not of names.' };
    names.push(name);
  }
  const kept = unique(names);
  return { form: kept.length > 0 ? 'literal' : 'empty', names: kept };
}

function parseEither(text: string): PythonValue {
  try {
    return parsePythonLiteral(text);
  } catch (error) {
    try {
      return JSON.parse(text) as PythonValue;
    } catch {
      throw error;
    }
  }
}

function nameOf(item: PythonValue): string | null {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return null;
  const name = Object.hasOwn(item, 'name') ? item.name : undefined;
  return typeof name === 'string' ? name : null;
}

function plainSeparator(text: string): string {
  return ['|', ';', ','].find((separator) => text.includes(separator)) ?? '|';
}

function unique(names: string[]): string[] {
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}
