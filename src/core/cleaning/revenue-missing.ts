/** Leaves out films whose revenue the table does not say. A revenue of 0 is said. */
import type { Rule } from './rule';

export const revenueMissing: Rule = {
  id: 'revenue-missing',
  title: 'Revenue missing',
  description: 'The table does not say the revenue; a revenue of 0 is kept.',
  judge: () => (film) => film.revenue === null,
};
