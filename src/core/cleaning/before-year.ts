/** Leaves out films released before a year. Write-up D: 1980. */
import type { Rule } from './rule';

export const beforeYear: Rule = {
  id: 'before-year',
  title: 'Before a year',
  description: 'The film was released before the year chosen; films of an unknown year are kept.',
  judge:
    ({ year }) =>
    (film) =>
      film.year !== null && film.year < year,
};
