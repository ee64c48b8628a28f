/** The given number of films, with poster paths `/p001.jpg`, `/p002.jpg` … */
import type { Film } from '../../films/film';

export function makeFilm(number: number, change: Partial<Film> = {}): Film {
  const digits = String(number).padStart(3, '0');
  return {
    key: String(number),
    line: number + 1,
    tmdbId: String(number),
    imdbId: `tt0000${digits}`,
    title: `Film ${number}`,
    genres: ['Drama'],
    posterPath: `/p${digits}.jpg`,
    releaseDate: null,
    year: null,
    budget: null,
    revenue: null,
    popularity: null,
    voteAverage: null,
    voteCount: null,
    adult: null,
    joinValue: null,
    ...change,
  };
}

export function makeFilms(count: number): Film[] {
  return Array.from({ length: count }, (_, i) => makeFilm(i + 1));
}
