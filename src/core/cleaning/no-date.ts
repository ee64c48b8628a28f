/** Leaves out films of which the table says neither the date nor the year. */
import type { Rule } from './rule';

export const noDate: Rule = {
  id: 'no-date',
  title: 'No date',
  description: 'The table says neither the release date nor the year.',
  judge: () => (film) => film.releaseDate === null && film.year === null,
};
