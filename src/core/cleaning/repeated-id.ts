/** Leaves out films with the TMDb id or the IMDb id of an earlier one: the same film, listed twice. */
import type { Rule } from './rule';

export const repeatedId: Rule = {
  id: 'repeated-id',
  title: 'Repeated id',
  description: 'An earlier film has the same TMDb id or IMDb id; it is kept, and this one is not.',
  judge: () => {
    const seen = new Set<string>();
    return ({ tmdbId, imdbId }) => {
      const ids = [
        tmdbId === null ? null : `tmdb:${tmdbId}`,
        imdbId === null ? null : `imdb:${imdbId}`,
      ].filter((id) => id !== null);
      const repeated = ids.some((id) => seen.has(id));
      for (const id of ids) seen.add(id);
      return repeated;
    };
  },
};
