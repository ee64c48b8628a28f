/**
 * A picture through a recipe's transforms. What is drawn depends on seed, film, copy and epoch alone, each transform
 * from a stream of its own: the same recipe gives the same pictures in whatever order and by however many workers
 * they are made, and one transform that is switched off does not move the draws of the others.
 */
import { Random } from '../../core/random';
import type { Augmentation, Transform, TransformKind, TransformOf } from '../../core/recipe/augmentation';
import type { Size } from '../fits';
import { compose, warpBilinear, type Affine } from './affine';
import { enlarged } from './base';
import { centreCrop, resizeCentreCrop } from './centre-crop';
import { drawJitter, jitter } from './colour-jitter';
import { cutOut, drawCutout } from './cutout';
import { adjustBrightness } from './enhance';
import { flipHorizontally } from './horizontal-flip';
import type { Picture } from './picture';
import { drawRandomCrop } from './random-crop';
import { drawResizedCrop } from './random-resized-crop';
import { crop, resizeWindow, wholeOf } from './resize';
import { rotate, rotationMap } from './rotation';
import { drawZoom, zoomMap } from './zoom';

/** One sight of a film. */
export interface Sight {
  /** The recipe's. */
  seed: number;
  /** The film's. */
  key: string;
  /** 0 for the film itself; a film that is seen several times in an epoch has a number each time. */
  copy: number;
  epoch: number;
}

/**
 * @param picture the poster, or the poster fitted: see `baseOf`.
 * @param input the network's; a picture that comes out of the transforms in another size is resized to it.
 * @returns a picture of the input's size.
 */
export function augment(picture: Picture, augmentation: Augmentation, input: Size, sight: Sight): Picture {
  const streams = new Streams(sight);
  let changed = picture;
  let map: Affine | null = null;
  for (const [index, transform] of augmentation.entries()) {
    const random = streams.next(transform.kind);
    const next = keras(transform) ? drawMap(transform, changed, random) : null;
    if (next) map = map ? compose(map, next) : next;
    else changed = apply(transform, changed, input, random);
    const after = augmentation.at(index + 1);
    if (map && !(after && keras(after))) {
      changed = warpBilinear(changed, map, 'edge');
      map = null;
    }
  }
  return toSize(changed, input);
}

/**
 * The picture as validation sees it: nothing is drawn. Crops are taken from the middle (after a resized crop's
 * `Resize` to its size), the other transforms are left out; for write-up A that is its Resize(256), CenterCrop(224).
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

type KerasMap = TransformOf<'zoom'> | TransformOf<'rotation'>;

/** Keras's maps draw out the edges; those that follow each other are looked up at once, as in Keras. */
function keras(transform: Transform): transform is KerasMap {
  return transform.kind === 'zoom' || (transform.kind === 'rotation' && transform.fill === 'edge');
}

function drawMap(transform: KerasMap, picture: Size, random: Random): Affine {
  if (transform.kind === 'zoom') return zoomMap(picture, drawZoom(transform.range, random));
  return rotationMap(picture, drawAngle(transform, random));
}

function drawAngle({ degrees }: TransformOf<'rotation'>, random: Random): number {
  return random.between(-degrees, degrees);
}

/** One generator for each transform: named by its kind, and by its number where a list has several of a kind. */
class Streams {
  private readonly seen = new Map<TransformKind, number>();
  constructor(private readonly sight: Sight) {}

  next(kind: TransformKind): Random {
    const { seed, key, copy, epoch } = this.sight;
    const number = this.seen.get(kind) ?? 0;
    this.seen.set(kind, number + 1);
    return new Random(seed, `augment:${kind}:${number}:${epoch}:${copy}:${key}`);
  }
}

function middleSize({ width, height }: TransformOf<'centre-crop'>, input: Size): Size {
  return { width: width ?? input.width, height: height ?? input.height };
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
    case 'zoom':
      return warpBilinear(picture, drawMap(transform, picture, random), 'edge');
    case 'brightness':
      return adjustBrightness(picture, random.between(...transform.range));
    // the one kind that is left
    default:
      return cutOut(picture, drawCutout(transform, picture, random));
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
