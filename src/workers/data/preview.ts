/** One poster in several fits, as images to show side by side. Decoded once, never cached. */
import { OnesheetError } from '../../core/errors';
import type { Recipe } from '../../core/recipe/recipe';
import { decode } from '../../images/decode';
import type { ImageHeader } from '../../images/headers/header';
import { fitBitmap, toBitmap } from '../../images/draw';
import { cropRandom } from '../../images/fit/fits';
import type { PrepareJob } from '../../images/prepare';

/** @throws OnesheetError with the image's code if the poster cannot be decoded. */
export async function previewFits(
  job: PrepareJob,
  all: readonly Recipe['images'][],
  seed: number,
): Promise<ImageBitmap[]> {
  const { bitmap, header } = await decodeToShow(job);
  try {
    return await Promise.all(
      all.map((images) =>
        toBitmap(fitBitmap(bitmap, header.alpha, images, cropRandom(seed, job.key)), images),
      ),
    );
  } finally {
    bitmap.close();
  }
}

/** @returns a bitmap that the caller must `close()`. @throws OnesheetError with the image's code. */
export async function decodeToShow({ poster }: PrepareJob): Promise<{
  bitmap: ImageBitmap;
  header: ImageHeader;
}> {
  const decoded = await decode(await poster.read());
  if (decoded.bitmap !== null) return decoded;
  throw new OnesheetError(decoded.fault, `${poster.path}: ${decoded.reason}`, 'Choose another poster.');
}
