/** How often each genre occurs, before cleaning and after: what the genre distribution is drawn from. */
import type { Film } from './film';

/** One genre with its films, before and after the cleaning rules. */
export interface GenreCount {
  genre: string;
  /** Films that list it first. */
  first: number;
  /** Films that list it anywhere. */
  any: number;
  firstAfter: number;
  anyAfter: number;
}

/** Most films first (by first genre before cleaning, then by any, then by name). */
export function countGenres(films: readonly Film[], kept: readonly Film[]): GenreCount[] {
  const counts = new Map<string, GenreCount>();
  const of = (genre: string): GenreCount => {
    let count = counts.get(genre);
    if (!count) {
      count = { genre, first: 0, any: 0, firstAfter: 0, anyAfter: 0 };
      counts.set(genre, count);
    }
    return count;
  };
  for (const { genres } of films)
    for (const [index, genre] of genres.entries()) {
      const count = of(genre);
      count.any++;
      if (index === 0) count.first++;
    }
  for (const { genres } of kept)
    for (const [index, genre] of genres.entries()) {
      const count = of(genre);
      count.anyAfter++;
      if (index === 0) count.firstAfter++;
    }
  return [...counts.values()].sort(
    (a, b) => b.first - a.first || b.any - a.any || (a.genre < b.genre ? -1 : 1),
  );
}
