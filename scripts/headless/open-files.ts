/** Opens local files in the page, as if a user had dropped them. */
import type { Page } from 'playwright';
import type { Progress } from '../../src/core/progress';
import type { DatasetSummary } from '../../src/workers/protocol';
import { callStudio, offerFiles } from './studio-page';

/** @param paths Any mix of files, folders and ZIPs. */
export async function openFiles(
  page: Page,
  paths: string[],
  onProgress?: (progress: Progress) => void,
): Promise<DatasetSummary> {
  await offerFiles(page, paths);
  return callStudio(page, 'data', 'open', { add: false }, { offered: 'input', onEvent: onProgress });
}
