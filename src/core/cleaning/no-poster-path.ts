/** Leaves out films for which the table names no poster. */
import type { Rule } from './rule';

export const noPosterPath: Rule = {
  id: 'no-poster-path',
  title: 'No poster path',
  description: 'The table names no poster.',
  judge: () => (film) => film.posterPath === null,
};
