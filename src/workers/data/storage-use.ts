/** How much of the browser's storage the caches use, and how to clear them. */
import { FactsCache } from '../../storage/facts-cache';
import { FEATURES_FOLDER } from '../../storage/feature-cache';
import { clearOpfs, opfsBytes } from '../../storage/opfs';
import { WEIGHTS_FOLDER } from '../../storage/weights-store';
import type { DataApi } from '../protocol';
import { cleanedAgain } from './library';
import type { DataState } from './state';

export async function storageUse(state: DataState): Promise<DataApi['storage']['result']> {
  const cache = await state.pixels;
  const { quota = 0, usageDetails } = await estimate();
  return {
    posters: (await state.fetched).bytes,
    pixels: await cache.bytes(),
    features: await opfsBytes(FEATURES_FOLDER),
    weights: await opfsBytes(WEIGHTS_FOLDER),
    runs: usageDetails?.indexedDB ?? 0,
    quota,
    notice: cache.notice,
  };
}

/** Runs and weights are not caches: they stay. */
export async function clearCaches(state: DataState): Promise<void> {
  await (await state.pixels).clear();
  await (await state.fetched).clear();
  await clearOpfs(FEATURES_FOLDER);
  await FactsCache.clear();
  state.measured.forget();
  // rules on posters can no longer be applied
  state.library = cleanedAgain(state.library);
}

/** Chromium says what each kind of storage uses; this is not in the standard. */
type Estimate = StorageEstimate & { usageDetails?: { indexedDB?: number } };

/** Pages that are not served over https have no storage to estimate. */
async function estimate(): Promise<Estimate> {
  const storage = navigator.storage as StorageManager | undefined;
  return storage ? storage.estimate() : {};
}
