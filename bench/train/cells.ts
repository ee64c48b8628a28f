/** Tables of text, for the terminal and as Markdown. */
import path from 'node:path';

/** A row's text by column; columns may be missing. */
export type Cells = Record<string, string>;

export const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);

export function markdown(cells: readonly Cells[]): string {
  const columns = [...new Set(cells.flatMap((row) => Object.keys(row)))];
  const line = (values: string[]) => `| ${values.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...cells.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ].join('\n');
}

/** Path without extension for the results of this date and device. */
export function fileIn(folder: string, what: string, date: string, device: string): string {
  const name = device
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return path.join(folder, `${what}-${date}-${name}`);
}
