/**
 * Where the pictures are stored that transforms start from: packs of fitted posters, or of posters in their own size.
 * Both say what they have, read it, make it from a decoded poster, and keep it.
 */
import type { Augmentation } from '../../core/recipe/augmentation';
import { baseOf } from '../../images/augment/base';
import type { Picture } from '../../images/augment/picture';
import { fitBitmap, posterPicture, type Fitting } from '../../images/draw';
import { cropRandom } from '../../images/fit/fits';
import type { PrepareJob, TakePixels } from '../../images/prepare';
import type { PixelCache } from '../../storage/pixel-cache';
import { hasPicture, keepPicture, readPicture } from '../../storage/poster-pack';

export interface Pictures {
  has(job: PrepareJob): boolean;
  /** @returns null if it is not stored, or damaged. */
  read(job: PrepareJob): Picture | null;
  take: TakePixels<Picture>;
  keep(job: PrepareJob, picture: Picture): void;
  /** Lists what was kept, so that a later visit finds it. */
  commit(): void;
}

/** The store of the pictures that these transforms start from. */
export function picturesFor(
  cache: PixelCache,
  images: Fitting,
  augmentation: Augmentation,
  seed: number,
): Promise<Pictures> {
  const base = baseOf(augmentation, images);
  return base.kind === 'fitted' ? fittedPictures(cache, images, seed) : wholePosters(cache, base.mostPixels);
}

/**
 * The cache's name for one job's pixels. A random crop also depends on the film's key, which may change while the file
 * stays.
 */
export function cacheName({ key, poster }: PrepareJob, { fit }: Pick<Fitting, 'fit'>): string {
  return fit === 'random-crop' ? `${poster.identity}|${key}` : poster.identity;
}

async function fittedPictures(cache: PixelCache, images: Fitting, seed: number): Promise<Pictures> {
  const pack = await cache.pack(images, seed);
  const { width, height } = images;
  return {
    has: (job) => pack.has(cacheName(job, images)),
    read: (job) => {
      const data = new Uint8Array(width * height * 3);
      return pack.read(cacheName(job, images), data) ? { data, width, height } : null;
    },
    take: (bitmap, alpha, { key }) => {
      const data = fitBitmap(bitmap, alpha, images, cropRandom(seed, key));
      return { data, width, height };
    },
    keep: (job, { data }) => void cache.keep(pack, cacheName(job, images), data),
    commit: () => cache.commit(pack),
  };
}

async function wholePosters(cache: PixelCache, mostPixels: number): Promise<Pictures> {
  const pack = await cache.posters(mostPixels);
  return {
    has: ({ poster }) => hasPicture(pack, poster.identity),
    read: ({ poster }) => readPicture(pack, poster.identity),
    take: (bitmap, alpha) => posterPicture(bitmap, alpha, mostPixels),
    keep: ({ poster }, picture) => {
      keepPicture(poster.identity, picture, (name, record) => cache.keep(pack, name, record));
    },
    commit: () => cache.commit(pack),
  };
}
