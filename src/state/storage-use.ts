/** How many bytes the page keeps on this machine, and how to delete what can be made again. */
import { createStore } from 'zustand/vanilla';
import { toReport, type ErrorReport } from '../core/errors';
import { getStudio } from '../workers/client';
import { refreshSummary } from './dataset';

export interface StorageUse {
  posters: number;
  pixels: number;
  features: number;
  weights: number;
  runs: number;
  /** Bytes that the browser lets the page use. */
  quota: number;
}

export const storageUse = createStore<{
  use: StorageUse | null;
  /** Why prepared posters are not kept, or not between visits; null if they are. */
  notice: ErrorReport | null;
  clearing: boolean;
  error: ErrorReport | null;
}>(() => ({ use: null, notice: null, clearing: false, error: null }));

export async function readStorageUse(): Promise<void> {
  try {
    const { notice, ...use } = await getStudio().data.call('storage', null);
    storageUse.setState({ use, notice, error: null });
  } catch (error) {
    storageUse.setState({ error: toReport(error) });
  }
}

/** Deletes fetched posters, prepared posters and features. Runs stay. */
export async function clearCaches(): Promise<void> {
  if (storageUse.getState().clearing) return;
  storageUse.setState({ clearing: true, error: null });
  try {
    await getStudio().data.call('clearCaches', null);
  } catch (error) {
    storageUse.setState({ error: toReport(error) });
  } finally {
    storageUse.setState({ clearing: false });
  }
  await readStorageUse();
  // the posters' measurements were deleted too
  await refreshSummary();
}
