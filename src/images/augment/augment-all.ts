/** Many pictures through one recipe's transforms, into one block of bytes: what one worker does at a time. */
import type { Augmentation } from '../../core/recipe/augmentation';
import type { Size } from '../fit/fits';
import { augment, withoutChance } from './augment';
import type { Picture } from './picture';

export interface AugmentWork {
  pictures: Picture[];
  /** One for each picture: keys, and which copy of the film it is. */
  keys: string[];
  copies: number[];
  augmentation: Augmentation;
  input: Size;
  seed: number;
  /** Null for pictures as validation sees them. */
  epoch: number | null;
}

/** @returns RGB bytes `[pictures, height, width, 3]`. */
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
