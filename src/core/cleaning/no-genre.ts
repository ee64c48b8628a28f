/** Leaves out films without a genre: they have no answer to learn. */
import type { Rule } from './rule';

export const noGenre: Rule = {
  id: 'no-genre',
  title: 'No genre',
  description: 'The list of genres is empty.',
  judge: () => (film) => film.genres.length === 0,
};
