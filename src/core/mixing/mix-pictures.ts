/** Mixes two pictures for display, as a training batch mixes its samples. */
import type { Random } from '../random';
import type { Mixing } from '../recipe/augmentation';
import { drawBeta, drawBox } from './draw-mixing';

interface Picture {
  /** RGB bytes, `[height, width, 3]`. */
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/** @param other must have the same size; otherwise `one` is returned. */
export function mixPictures<P extends Picture>(
  one: P,
  other: Picture,
  mixing: NonNullable<Mixing>,
  random: Random,
): P {
  if (one.width !== other.width || one.height !== other.height) return one;
  const share = drawBeta(mixing.alpha, random);
  const data = one.data.slice();
  if (mixing.kind === 'mixup')
    for (let i = 0; i < data.length; i++)
      data[i] = Math.round(share * one.data[i] + (1 - share) * other.data[i]);
  else {
    const { left, right, top, bottom } = drawBox(one.width, one.height, 1 - share, random);
    for (let y = top; y < bottom; y++) {
      const [from, to] = [3 * (y * one.width + left), 3 * (y * one.width + right)];
      data.set(other.data.subarray(from, to), from);
    }
  }
  return { ...one, data };
}
