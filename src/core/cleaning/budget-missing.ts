/** Leaves out films whose budget the table does not say. A budget of 0 is said. */
import type { Rule } from './rule';

export const budgetMissing: Rule = {
  id: 'budget-missing',
  title: 'Budget missing',
  description: 'The table does not say the budget; a budget of 0 is kept.',
  judge: () => (film) => film.budget === null,
};
