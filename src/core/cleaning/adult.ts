/** Leaves out films that the table says are for adults. */
import type { UnlistedRule } from './rule';

export const adult: UnlistedRule = {
  id: 'adult',
  title: 'For adults',
  description: 'The table says that the film is for adults; films of which it does not say are kept.',
  leavesOut: (film) => film.adult === true,
};
