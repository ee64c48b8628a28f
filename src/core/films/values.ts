/**
 * Cells → numbers, dates and identifiers. A cell that says nothing is `null`, never 0: whether a budget is
 * missing or nought decides whether a film is kept.
 */
import type { DateOrder, DecimalSign } from './dialect';
import { MISSING_WORDS } from './genres';

/** `unreadable` is true where the cell says something that is not of this kind. */
export interface CellValue<T> {
  value: T | null;
  unreadable: boolean;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/;
const MISSING = { value: null, unreadable: false } as const;
const UNREADABLE = { value: null, unreadable: true } as const;
/** Signs and names of currencies, before a number or behind it. */
const CURRENCY = /^([+-]?)\s*(?:[$€£¥]|usd|eur|gbp)\s*|\s*(?:[$€£¥]|usd|eur|gbp)$/gi;
/** Thousands set apart by a space (of any width) or an apostrophe. */
const SPACED = /^[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?=$|[.,])/;

/** `1e-06`, `30000000`, `$30,000,000`, `30 000 000 €`; infinite numbers are unreadable. */
export function readNumber(cell: string, decimal: DecimalSign = 'point'): CellValue<number> {
  const text = cell.trim();
  if (MISSING_WORDS.has(text.toLowerCase())) return MISSING;
  let digits = DECIMAL.test(text) ? text : text.replace(CURRENCY, '$1');
  if (SPACED.test(digits)) digits = digits.replace(/[ \u00a0\u2009\u202f'’]/g, '');
  if (decimal === 'comma') digits = digits.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));
  if (GROUPED.test(digits)) digits = digits.replaceAll(',', '');
  const value = DECIMAL.test(digits) ? Number(digits) : NaN;
  return Number.isFinite(value) ? { value, unreadable: false } : UNREADABLE;
}

/** A release date: ISO date where the day is known, and the year. */
export interface ReleaseDate {
  date: string | null;
  year: number | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;
const NUMERIC = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:.*)?$/;
const DAY_MONTH = /^(\d{1,2})\.?[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})$/i;
const MONTH_DAY = /^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i;
const YEAR = /^(\d{4})(?:\.0)?(?:[-–](?:\d{4})?)?$/;

/**
 * `1995-10-30`, with or without a time behind it; `10/30/1995` or `30.10.1995`, by the order; `30 Oct 1995`;
 * `October 30, 1995`; `1995`, `1995.0` or `1995–1997`, the (first) year alone. Two digits of a year are 1931 to 2030.
 */
export function readDate(cell: string, order: DateOrder = 'month'): CellValue<ReleaseDate> {
  const text = cell.trim();
  if (MISSING_WORDS.has(text.toLowerCase())) return MISSING;
  const value = dateIn(text, order);
  return { value, unreadable: value === null };
}

function dateIn(text: string, order: DateOrder): ReleaseDate | null {
  let found = ISO.exec(text);
  if (found) return realDate(Number(found[1]), Number(found[2]), Number(found[3]));
  found = YEAR.exec(text);
  if (found) return { date: null, year: Number(found[1]) };
  found = NUMERIC.exec(text);
  if (found) {
    const [first, second] = [Number(found[1]), Number(found[3])];
    const year = wholeYear(found[4]);
    return order === 'day' ? realDate(year, second, first) : realDate(year, first, second);
  }
  found = DAY_MONTH.exec(text);
  if (found) return namedDate(found[3], found[2], found[1]);
  found = MONTH_DAY.exec(text);
  return found ? namedDate(found[3], found[1], found[2]) : null;
}

function wholeYear(digits: string): number {
  const year = Number(digits);
  return digits.length === 4 ? year : year + (year <= 30 ? 2000 : 1900);
}

function namedDate(year: string, month: string, day: string): ReleaseDate | null {
  const at = MONTHS.indexOf(month.toLowerCase());
  return at < 0 ? null : realDate(Number(year), at + 1, Number(day));
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
