/**
 * Which character stands between the cells. Each candidate reads the first rows; the one under which most rows
 * have as many cells as the header wins, then the one with the most columns.
 */
import { CsvScanner } from './csv-scanner';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export const DELIMITER_NAMES: Record<Delimiter, string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

const ROWS_LOOKED_AT = 50;

/**
 * @param sample the table's beginning; its last row may be cut short.
 * @param whole true where the sample is all there is.
 */
export function findDelimiter(sample: string, whole: boolean): Delimiter {
  let best: { delimiter: Delimiter; columns: number; agreement: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const { columns, agreement } = tryDelimiter(sample, whole, delimiter);
    if (columns < 2) continue;
    const better =
      best === null ||
      agreement > best.agreement + 0.05 ||
      (agreement > best.agreement - 0.05 && columns > best.columns);
    if (better) best = { delimiter, columns, agreement };
  }
  return best?.delimiter ?? ',';
}

function tryDelimiter(
  sample: string,
  whole: boolean,
  delimiter: Delimiter,
): { columns: number; agreement: number } {
  const counts: number[] = [];
  const scanner = new CsvScanner(delimiter, {
    row: (cells) => counts.push(cells.length),
    broken: () => counts.push(0),
  });
  scanner.push(sample);
  if (whole || counts.length === 0) scanner.end();
  const columns = counts[0] ?? 0;
  const rows = counts.slice(1, ROWS_LOOKED_AT);
  const agreeing = rows.filter((count) => count === columns).length;
  return { columns, agreement: rows.length === 0 ? 1 : agreeing / rows.length };
}
