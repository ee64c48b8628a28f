/** Leaves out films of which the table says neither the date nor the year. */
import type { UnlistedRule } from './rule';

export const noDate: UnlistedRule = {
  id: 'no-date',
  title: 'No date',
  description: 'The table says neither the release date nor the year.',
  leavesOut: (film) => film.releaseDate === null && film.year === null,
};
