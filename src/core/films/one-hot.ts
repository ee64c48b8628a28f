/** Genres as columns of noughts and ones: one column a genre, as tables for training have them. */

const OFF = new Set(['0', '0.0', 'false', 'no', '']);
const ON = new Set(['1', '1.0', 'true', 'yes']);
/** Columns of yes and no that say other things of a film. */
const OTHERS = /^(is_?)?(adult|video|valid|test|train|in_?color|active|deleted)$/i;
/** Fewer are flags, not genres. */
const LEAST = 3;

export interface OneHotColumn {
  /** Place in the header. */
  at: number;
  genre: string;
}

/**
 * @param columns names in the header's order.
 * @param taken columns that feed another field.
 * @param rows some of the table's rows.
 * @returns the columns that are genres; none where there are fewer than three.
 */
export function findOneHot(
  columns: readonly string[],
  taken: ReadonlySet<string>,
  rows: readonly (readonly string[])[],
): OneHotColumn[] {
  const whole = rows.filter((row) => row.length >= columns.length);
  const found = columns.flatMap((name, at) => {
    if (taken.has(name) || OTHERS.test(name)) return [];
    const cells = whole.map((row) => row[at].trim().toLowerCase());
    const flags = cells.filter((cell) => ON.has(cell) || OFF.has(cell)).length;
    const said = cells.filter((cell) => cell !== '').length;
    // a broken row must not hide them
    return said > 0 && flags >= 0.98 * cells.length ? [{ at, genre: name }] : [];
  });
  const anyOn = whole.some((row) => found.some(({ at }) => ON.has(row[at].trim().toLowerCase())));
  if (found.length < LEAST || !anyOn) return [];
  const prefix = commonPrefix(found.map(({ genre }) => genre));
  return found.map(({ at, genre }) => ({ at, genre: genre.slice(prefix.length) }));
}

/** Whether a cell says yes; null where it is neither. */
export function isOn(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  return ON.has(text) ? true : OFF.has(text) ? false : null;
}

/** `genre_` of `genre_Action`, `genre_Drama`. */
function commonPrefix(names: readonly string[]): string {
  const prefix = /^[A-Za-z]+[_.:-]/.exec(names[0])?.[0] ?? '';
  return names.every((name) => name.startsWith(prefix) && name.length > prefix.length) ? prefix : '';
}
