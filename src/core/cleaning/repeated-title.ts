/** Leaves out films with exactly the title of an earlier one: write-up C keeps the first of each. */
import type { Rule } from './rule';

export const repeatedTitle: Rule = {
  id: 'repeated-title',
  title: 'Repeated title',
  description: 'An earlier film has exactly the same title; it is kept, and this one is not.',
  judge: () => {
    const seen = new Set<string>();
    return ({ title }) => {
      const repeated = seen.has(title);
      seen.add(title);
      return repeated;
    };
  },
};
