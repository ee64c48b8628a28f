/**
 * Applies a recipe's transforms to an image. Random draws depend only on seed, film, copy and epoch, with a separate
 * stream for each transform: the same recipe gives the same images, in any order and with any number of workers, and
 * switching one transform off does not change the draws of the others.
 */
import { Random } from '../../core/random';
import type { Augmentation, Transform, TransformKind } from '../../core/recipe/augmentation';
import { enlarged, middleSize } from '../../core/recipe/used-augmentation';
import type { Size } from '../fit/fits';
import { compose, warpBilinear } from './affine';
import { centreCrop, resizeCentreCrop } from './centre-crop';
import { drawJitter, jitter } from './colour-jitter';
import { cutOut, drawCutout } from './cutout';
import { adjustBrightness } from './enhance';
import { flipHorizontally } from './horizontal-flip';
import { drawMap, mapsFrom } from './keras-maps';
import type { Picture } from './picture';
import { drawRandomCrop } from './random-crop';
import { drawResizedCrop } from './random-resized-crop';
import { crop, resizeWindow, wholeOf } from './resize';
import { drawAngle, rotate } from './rotation';

/** One view of a film. */
export interface View {
  /** The recipe's seed. */
  seed: number;
  /** The film's key. */
  key: string;
  /** 0 for the film itself; further copies in the same epoch are numbered from 1. */
  copy: number;
  epoch: number;
}

/**
 * @param picture the poster, or the fitted poster: see `baseOf`.
 * @param input size of the network's input; a result of a different size is resized to it.
 * @returns an image of the input's size.
 */
export function augment(picture: Picture, augmentation: Augmentation, input: Size, view: View): Picture {
  const streams = new Streams(view);
  let changed = picture;
  for (let at = 0; at < augmentation.length;) {
    const maps = mapsFrom(augmentation, at);
    if (maps.length > 0) {
      const { width, height } = changed;
      const drawn = maps.map((map) => drawMap(map, { width, height }, streams.next(map.kind)));
      changed = warpBilinear(changed, drawn.reduce(compose), 'edge');
    } else changed = apply(augmentation[at], changed, input, streams.next(augmentation[at].kind));
    at += Math.max(1, maps.length);
  }
  return toSize(changed, input);
}

/**
 * The image as prepared for validation, without random draws. Crops are taken from the centre (after a resized crop's
 * `Resize` to its size), the other transforms are skipped; for write-up A that is its Resize(256), CenterCrop(224).
 */
export function withoutChance(picture: Picture, augmentation: Augmentation, input: Size): Picture {
  const changed = augmentation.reduce((one, transform) => inTheMiddle(transform, one, input), picture);
  return toSize(changed, input);
}

function toSize(picture: Picture, { width, height }: Size): Picture {
  return picture.width === width && picture.height === height
    ? picture
    : resizeWindow(picture, wholeOf(picture), { width, height });
}

/** One generator per transform: named by its kind, and by a number if a list has several of that kind. */
class Streams {
  private readonly seen = new Map<TransformKind, number>();
  constructor(private readonly view: View) {}

  next(kind: TransformKind): Random {
    const { seed, key, copy, epoch } = this.view;
    const number = this.seen.get(kind) ?? 0;
    this.seen.set(kind, number + 1);
    return new Random(seed, `augment:${kind}:${number}:${epoch}:${copy}:${key}`);
  }
}

function apply(transform: Transform, picture: Picture, input: Size, random: Random): Picture {
  switch (transform.kind) {
    case 'random-resized-crop':
      return resizeWindow(picture, drawResizedCrop(transform, picture, random), enlarged(transform, input));
    case 'random-crop':
      return crop(picture, drawRandomCrop(transform, picture, random));
    case 'centre-crop':
      return centreCrop(picture, middleSize(transform, input));
    case 'rotation':
      return rotate(picture, drawAngle(transform, random), transform);
    case 'colour-jitter':
      return jitter(picture, drawJitter(transform, random));
    case 'horizontal-flip':
      return random.uniform() < transform.probability ? flipHorizontally(picture) : picture;
    case 'brightness':
      return adjustBrightness(picture, random.between(...transform.range));
    case 'cutout':
      return cutOut(picture, drawCutout(transform, picture, random));
    // zooms are maps, and were applied together with their neighbours
    default:
      return picture;
  }
}

function inTheMiddle(transform: Transform, picture: Picture, input: Size): Picture {
  switch (transform.kind) {
    case 'random-resized-crop': {
      const size = enlarged(transform, input);
      return resizeCentreCrop(picture, size, size);
    }
    case 'random-crop':
      return centreCrop(picture, transform);
    case 'centre-crop':
      return centreCrop(picture, middleSize(transform, input));
    default:
      return picture;
  }
}
