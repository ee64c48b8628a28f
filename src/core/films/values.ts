/**
 * Cells → numbers, dates and identifiers. A cell that says nothing is `null`, never 0: whether a budget is
 * missing or nought decides whether a film is kept.
 */
import { MISSING_WORDS } from './genres';

/** `unreadable` is true where the cell says something that is not of this kind. */
export interface CellValue<T> {
  value: T | null;
  unreadable: boolean;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** `1e-06`, `30000000`, `$30,000,000`; infinite numbers are unreadable. */
export function readNumber(cell: string): CellValue<number> {
  const text = cell.trim();
  if (MISSING_WORDS.has(text.toLowerCase())) return { value: null, unreadable: false };
  let digits = text.replace(/^([+-]?)\s*[$€£]\s*/, '$1');
  if (GROUPED.test(digits)) digits = digits.replaceAll(',', '');
  const value = DECIMAL.test(digits) ? Number(digits) : NaN;
  return Number.isFinite(value) ? { value, unreadable: false } : { value: null, unreadable: true };
}

/** A release date: ISO date where the day is known, and the year. */
export interface ReleaseDate {
  date: string | null;
  year: number | null;
}

/** `1995-10-30`, with or without a time behind it; `10/30/1995`, month first; `1995` or `1995.0`, the year alone. */
export function readDate(cell: string): CellValue<ReleaseDate> {
  const text = cell.trim();
  if (MISSING_WORDS.has(text.toLowerCase())) return { value: null, unreadable: false };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const alone = /^(\d{4})(?:\.0)?$/.exec(text);
  const value = iso
    ? realDate(Number(iso[1]), Number(iso[2]), Number(iso[3]))
    : slashed
      ? realDate(Number(slashed[3]), Number(slashed[1]), Number(slashed[2]))
      : alone
        ? { date: null, year: Number(alone[1]) }
        : null;
  return { value, unreadable: value === null };
}

function realDate(year: number, month: number, day: number): ReleaseDate | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return { date: date.toISOString().slice(0, 10), year };
}

/** `True`, `false`, `1`, `0`, `yes`, `no`. */
export function readBoolean(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  if (text === 'true' || text === '1' || text === 'yes') return true;
  if (text === 'false' || text === '0' || text === 'no') return false;
  return null;
}

/** A TMDb id: a positive whole number as text, also as `862.0`, which pandas writes; else null. */
export function readTmdbId(cell: string): string | null {
  const digits = /^0*([1-9]\d*)(?:\.0+)?$/.exec(cell.trim());
  return digits ? digits[1] : null;
}

/** An IMDb id as `tt0114709`: as it is, out of a link, or from the bare number, which tables write without its zeros. */
export function readImdbId(cell: string): string | null {
  const text = cell.trim().toLowerCase();
  const found = /(?:^|[^a-z0-9])tt(\d{5,10})(?:$|\D)/.exec(text) ?? /^0*([1-9]\d{0,9})(?:\.0+)?$/.exec(text);
  return found ? `tt${found[1].padStart(7, '0')}` : null;
}

/** Any text; words that stand for "none" are null. */
export function readText(cell: string): string | null {
  const text = cell.trim();
  return MISSING_WORDS.has(text.toLowerCase()) ? null : text;
}
