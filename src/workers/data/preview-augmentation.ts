/** One poster without augmentation and as several epochs would see it, to show side by side. Never cached. */
import { mixPictures } from '../../core/mixing/mix-pictures';
import { Random } from '../../core/random';
import { augment, withoutChance } from '../../images/augment/augment';
import { baseOf } from '../../images/augment/base';
import type { Picture } from '../../images/augment/picture';
import { fitBitmap, posterPicture, toBitmap } from '../../images/draw';
import { cropRandom } from '../../images/fit/fits';
import type { PrepareJob } from '../../images/prepare';
import type { DataApi } from '../protocol';
import { decodeToShow } from './preview';

type Shown = Omit<DataApi['previewAugmentation']['args'], 'key'>;

/** @throws OnesheetError with the image's code if a poster cannot be decoded. */
export async function previewAugmentation(
  job: PrepareJob,
  other: PrepareJob | null,
  shown: Shown,
): Promise<ImageBitmap[]> {
  const { images: input, augmentation, seed, epochs, mixing } = shown;
  const picture = await pictureOf(job, shown);
  const partner = other && { key: other.key, picture: await pictureOf(other, shown) };
  const drawn = epochs.map((epoch) => {
    const one = augment(picture, augmentation, input, { seed, key: job.key, copy: 0, epoch });
    if (!mixing || !partner) return one;
    const draw = { seed, key: partner.key, copy: 0, epoch };
    const second = augment(partner.picture, augmentation, input, draw);
    return mixPictures(one, second, mixing.how, new Random(seed, `preview-mixing/${epoch}`));
  });
  const all = [withoutChance(picture, augmentation, input), ...drawn];
  return Promise.all(all.map((one) => toBitmap(one.data, one)));
}

/** The picture that the transforms start from, as in the training feed. */
async function pictureOf(job: PrepareJob, { images, augmentation, seed }: Shown): Promise<Picture> {
  const { bitmap, header } = await decodeToShow(job);
  try {
    const base = baseOf(augmentation, images);
    if (base.kind === 'poster') return posterPicture(bitmap, header.alpha, base.mostPixels);
    const data = fitBitmap(bitmap, header.alpha, images, cropRandom(seed, job.key));
    return { data, width: images.width, height: images.height };
  } finally {
    bitmap.close();
  }
}
