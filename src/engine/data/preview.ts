/** One poster in several fits, as images to show beside each other. Decoded once, never cached. */
import { OnesheetError } from '../../core/errors';
import type { Recipe } from '../../core/recipe/recipe';
import { decode } from '../../images/decode';
import { fitBitmap, toBitmap } from '../../images/draw';
import { cropRandom } from '../../images/fits';
import type { PrepareJob } from '../../images/prepare';

/** @throws OnesheetError an image code where the poster cannot be decoded. */
export async function previewFits(
  { key, poster }: PrepareJob,
  all: readonly Recipe['images'][],
  seed: number,
): Promise<ImageBitmap[]> {
  const decoded = await decode(await poster.read());
  if (decoded.bitmap === null)
    throw new OnesheetError(decoded.fault, `${poster.path}: ${decoded.reason}`, 'Choose another poster.');
  const { bitmap, header } = decoded;
  try {
    return await Promise.all(
      all.map((images) => toBitmap(fitBitmap(bitmap, header.alpha, images, cropRandom(seed, key)), images)),
    );
  } finally {
    bitmap.close();
  }
}
