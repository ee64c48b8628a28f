/** Findings on a table's dialect as sentences. */
import { dialectName, type DialectFinding } from '../../core/films/dialect';

/** `Release_date: day first (30/10/1995), as 2 dates such as 30/10/1995 have no such month.` */
export function findingText({ trait, value, columns, why }: DialectFinding): string {
  const of = columns.length > 0 ? `${columns.join(', ')}: ` : '';
  return `${of}${dialectName(trait, value)}; ${why}.`;
}
