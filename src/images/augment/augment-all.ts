/**
 * Applies a recipe's transforms to several images, writing one block of bytes: the unit of work of an augmentation
 * worker.
 */
import type { Augmentation } from '../../core/recipe/augmentation';
import type { Size } from '../fit/fits';
import { augment, withoutChance } from './augment';
import type { Picture } from './picture';

export interface AugmentWork {
  pictures: Picture[];
  /** Keys and copy numbers of the films, one per image. */
  keys: string[];
  copies: number[];
  augmentation: Augmentation;
  input: Size;
  seed: number;
  /** Null to prepare images as for validation. */
  epoch: number | null;
}

/** @returns RGB bytes `[images, height, width, 3]`. */
export function augmentAll(work: AugmentWork): Uint8Array<ArrayBuffer> {
  const { pictures, input } = work;
  const bytes = input.width * input.height * 3;
  const out = new Uint8Array(pictures.length * bytes);
  for (const index of pictures.keys()) out.set(augmentOne(work, index).data, index * bytes);
  return out;
}

function augmentOne(work: AugmentWork, index: number): Picture {
  const { pictures, keys, copies, augmentation, input, seed, epoch } = work;
  const picture = pictures[index];
  if (epoch === null) return withoutChance(picture, augmentation, input);
  return augment(picture, augmentation, input, { seed, key: keys[index], copy: copies[index], epoch });
}
