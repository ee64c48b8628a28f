/** Leaves out films that the table says are for adults. */
import type { Rule } from './rule';

export const adult: Rule = {
  id: 'adult',
  title: 'For adults',
  description: 'The table says that the film is for adults; films of which it does not say are kept.',
  judge: () => (film) => film.adult === true,
};
