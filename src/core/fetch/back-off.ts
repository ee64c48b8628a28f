/**
 * How long to wait before a request is tried again: as long as the server asks for; otherwise a time that doubles with
 * each attempt, with random jitter so that many clients do not return at the same moment.
 */

export interface BackOff {
  /** Wait after the first failure, before jitter; doubles after each further failure. Milliseconds. */
  firstMs: number;
  /** Longest wait, before jitter. Milliseconds. */
  longestMs: number;
}

export const BACK_OFF: BackOff = { firstMs: 1000, longestMs: 60_000 };

/**
 * Milliseconds to wait after the failed attempt with this number (1 for the first): between half and all of `firstMs ·
 * 2^(attempt − 1)`, at most `longestMs` ("equal jitter", Brooker, AWS Architecture Blog 2015).
 * @param uniform A random number in [0, 1).
 */
export function backOffMs(attempt: number, uniform: number, backOff: BackOff = BACK_OFF): number {
  const full = Math.min(backOff.longestMs, backOff.firstMs * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * uniform;
}

/**
 * Milliseconds that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds, or an HTTP date); null if there is none
 * or it cannot be read. A date in the past gives 0.
 * @param now Unix time in milliseconds.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // every form of an HTTP date begins with a weekday; Date.parse without this check would read "-3" or "1.5" as years
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
