/** Requests of the views to the data worker: a window of the table, a poster in every fit. */
import { FITS, type Recipe } from '../core/recipe/recipe';
import { getStudio } from '../workers/client';
import type { TablePage, TableQuery } from '../workers/protocol';

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

/**
 * One poster without augmentation, as in validation, followed by the poster as each of these epochs would see it.
 * @param other the poster to mix it with, if the recipe mixes; otherwise null.
 */
export function previewAugmentation(
  key: string,
  other: string | null,
  { images, augmentation, mixing, seed }: Pick<Recipe, 'images' | 'augmentation' | 'mixing' | 'seed'>,
  epochs: number[],
  signal: AbortSignal,
): Promise<ImageBitmap[]> {
  const mixed = mixing && other !== null ? { how: mixing, other } : null;
  const request = { key, images, augmentation, seed, epochs, mixing: mixed };
  return getStudio().data.call('previewAugmentation', request, { signal });
}
