/**
 * Formats numbers for people, in one place, so that a count looks the same in a table, a bar and a tooltip. English
 * grouping; units follow a no-break space.
 */

import { noun } from '../../core/text';

const NBSP = '\u00a0';
const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** 45466 → "45,466". */
export function count(value: number): string {
  return counts.format(value);
}

/** `count` with its noun: 1 → "1 film", 2 → "2 films". */
export function counted(value: number, one: string, many?: string): string {
  return `${count(value)}${NBSP}${noun(value, one, many)}`;
}

/** A share in [0, 1] as "85.4 %"; "–" if there is none. */
export function percent(share: number | null, digits = 1): string {
  return share === null || !Number.isFinite(share) ? '–' : `${(share * 100).toFixed(digits)}${NBSP}%`;
}

/** A share as an axis shows it: "50 %", and "52.5 %" only if it has a tenth. */
export function shortPercent(share: number): string {
  return percent(share, Math.round(share * 1000) % 10 === 0 ? 0 : 1);
}

/** A number with a fixed number of decimals: losses and metrics in tables. */
export function fixed(value: number | null, digits = 3): string {
  return value === null || !Number.isFinite(value) ? '–' : value.toFixed(digits);
}

/** A number of any size: 0.00123 → "1.2e-3", 0.1 → "0.1", 30 → "30". */
export function scientific(value: number, digits = 2): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 0.0999 && size < 1000)) return String(Number(value.toPrecision(digits)));
  return value
    .toExponential(digits - 1)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e');
}

/** Seconds as "0:07", "2:10" or "1:02:03". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const rest = String(whole % 60).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** "2:10 left", or an empty string while there is no estimate. */
export function remaining(seconds: number | null): string {
  return seconds === null || !Number.isFinite(seconds) ? '' : `${duration(seconds)} left`;
}

/** "412 images/s"; below ten with one decimal. An empty string while there is no rate. */
export function rate(perSecond: number | null, unit: string): string {
  if (perSecond === null || !Number.isFinite(perSecond)) return '';
  if (unit === 'bytes') return `${bytes(perSecond)}/s`;
  return `${perSecond < 10 ? perSecond.toFixed(1) : count(perSecond)} ${unit}/s`;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** 9_987_728 → "10.0 MB" (decimal units). */
export function bytes(value: number): string {
  let scaled = value;
  let unit = 0;
  while (scaled >= 1000 && unit < BYTE_UNITS.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${unit === 0 ? scaled.toFixed(0) : scaled.toFixed(1)}${NBSP}${BYTE_UNITS[unit]}`;
}

/** US dollars: 30_000_000 → "$30.0 M". */
export function dollars(value: number | null): string {
  if (value === null) return '–';
  if (value >= 1e9) return `$${(value / 1e9).toFixed(1)}${NBSP}B`;
  if (value >= 1e6) return `$${(value / 1e6).toFixed(1)}${NBSP}M`;
  if (value >= 1e4) return `$${(value / 1e3).toFixed(0)}${NBSP}k`;
  return `$${count(value)}`;
}

/** An ISO time as "21 Nov 2026, 11:16". */
export function dateTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : dates.format(time);
}
