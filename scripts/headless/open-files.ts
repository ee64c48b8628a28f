/** Opens local files in the page, as if a user had dropped them. */
import type { Page } from 'playwright';
import type { DialectChoice } from '../../src/core/films/dialect';
import type { ColumnMapping } from '../../src/core/films/film';
import { counted } from '../../src/core/text';
import type { Progress } from '../../src/core/progress';
import type { DatasetSummary } from '../../src/workers/protocol';
import { callStudio, offerFiles } from './studio-page';

export interface HowToOpen {
  /** Columns for single fields; the others stay as they are recognised. */
  mapping?: ColumnMapping;
  dialect?: DialectChoice;
  onProgress?: (progress: Progress) => void;
}

/** @param paths Any mix of files, folders and ZIPs. */
export async function openFiles(
  page: Page,
  paths: string[],
  { mapping = {}, dialect = {}, onProgress }: HowToOpen = {},
): Promise<DatasetSummary> {
  await offerFiles(page, paths);
  const args = { add: false, dialect, overrides: mapping };
  return callStudio(page, 'data', 'open', args, { offered: 'input', onEvent: onProgress });
}

/** How the table was read and what was noticed, a line each. */
export function tableLines(table: NonNullable<DatasetSummary['table']>): string[] {
  const { known, dialect, findings, notices, rows, unusable } = table;
  const lines = [`table: ${known ? `${known}; ` : ''}${dialect}`];
  for (const { trait, value, columns, why, sure } of findings) {
    const of = columns.length > 0 ? ` (${columns.join(', ')})` : '';
    const doubt = sure ? '' : `; another reading is as good: --dialect ${trait}=…`;
    lines.push(`  ${trait}=${value}${of}: ${why}${doubt}`);
  }
  if (unusable > 0) lines.push(`${unusable} of ${counted(rows, 'row')} unusable`);
  for (const { reason, count, line } of notices)
    lines.push(
      `note: ${reason}${count > 1 ? ` (${count} times, first on line ${line ?? '–'})` : line === null ? '' : ` (line ${line})`}`,
    );
  return lines;
}
