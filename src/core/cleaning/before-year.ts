/** Leaves out films released before a year. Write-up D: 1980. */
import type { UnlistedRule } from './rule';

export function beforeYear(year: number): UnlistedRule {
  return {
    id: 'before-year',
    title: `Before ${year}`,
    description: `The film was released before ${year}; films of an unknown year are kept.`,
    leavesOut: (film) => film.year !== null && film.year < year,
  };
}
