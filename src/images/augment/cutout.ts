/** Cutout (DeVries & Taylor 2017): squares of the mean colour, which becomes 0 when the input is normalised. */
import type { Random } from '../../core/random';
import type { TransformOf } from '../../core/recipe/augmentation';
import type { Size } from '../fit/fits';
import type { Picture } from './picture';
import type { Window } from './resize';

/** ImageNet's mean, in bytes. */
const MEAN = [124, 116, 104] as const;

/** Centres are anywhere on the image, so a square may extend over its edge, as in the paper. */
export function drawCutout(settings: TransformOf<'cutout'>, picture: Size, random: Random): Window[] {
  if (random.uniform() >= settings.probability) return [];
  const side = Math.max(1, Math.round(settings.size * Math.min(picture.width, picture.height)));
  return Array.from({ length: settings.count }, () => ({
    left: random.below(picture.width) - Math.floor(side / 2),
    top: random.below(picture.height) - Math.floor(side / 2),
    width: side,
    height: side,
  }));
}

export function cutOut(picture: Picture, windows: readonly Window[]): Picture {
  const { width, height } = picture;
  const data = picture.data.slice();
  for (const { left, top, width: across, height: down } of windows) {
    const end = Math.min(width, left + across);
    for (let y = Math.max(0, top); y < Math.min(height, top + down); y++)
      for (let at = (y * width + Math.max(0, left)) * 3; at < (y * width + end) * 3; at += 3) {
        data[at] = MEAN[0];
        data[at + 1] = MEAN[1];
        data[at + 2] = MEAN[2];
      }
  }
  return { data, width, height };
}
