/** Questions that views ask of the data worker: a window of the table, a poster in every fit. */
import { FITS, type Recipe } from '../core/recipe/recipe';
import { getStudio } from '../engine/client';
import type { TablePage, TableQuery } from '../engine/protocol';

export function queryRows(query: TableQuery): Promise<TablePage> {
  return getStudio().data.call('rows', query);
}

/** The poster in all fits, in the order of `FITS`, at the given size. */
export function previewFits(
  key: string,
  size: { width: number; height: number },
  seed: number,
  signal: AbortSignal,
): Promise<ImageBitmap[]> {
  const images = FITS.map((fit) => ({ fit, ...size }));
  return getStudio().data.call('preview', { key, images, seed }, { signal });
}

/** One poster without augmentation, as validation sees it, and then as each of these epochs would see it. */
export function previewAugmentation(
  key: string,
  { images, augmentation, seed }: Pick<Recipe, 'images' | 'augmentation' | 'seed'>,
  epochs: number[],
  signal: AbortSignal,
): Promise<ImageBitmap[]> {
  const request = { key, images, augmentation, seed, epochs };
  return getStudio().data.call('previewAugmentation', request, { signal });
}
