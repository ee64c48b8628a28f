/** torchvision's RandomResizedCrop (transforms.py, `get_params`): a window of the poster, resized. */
import type { Random } from '../../core/random';
import type { TransformOf } from '../../core/recipe/augmentation';
import { roundHalfEven, type Size } from '../fit/fits';
import { wholeOf, type Window } from './resize';

const TRIES = 10;

/** Draws area and ratio until the window fits; after ten tries uses the largest centred window that is allowed. */
export function drawResizedCrop(
  { scale, ratio }: Pick<TransformOf<'random-resized-crop'>, 'scale' | 'ratio'>,
  poster: Size,
  random: Random,
): Window {
  for (let i = 0; i < TRIES; i++) {
    const area = poster.width * poster.height * random.between(scale[0], scale[1]);
    const aspect = Math.exp(random.between(Math.log(ratio[0]), Math.log(ratio[1])));
    const width = roundHalfEven(Math.sqrt(area * aspect));
    const height = roundHalfEven(Math.sqrt(area / aspect));
    if (width > 0 && width <= poster.width && height > 0 && height <= poster.height) {
      const top = random.below(poster.height - height + 1);
      return { top, left: random.below(poster.width - width + 1), width, height };
    }
  }
  return middleWindow(poster, ratio);
}

/** The largest centred window with an allowed ratio. */
function middleWindow(poster: Size, [narrowest, widest]: readonly [number, number]): Window {
  const ratio = poster.width / poster.height;
  const size = wholeOf(poster);
  if (ratio < narrowest) size.height = roundHalfEven(poster.width / narrowest);
  else if (ratio > widest) size.width = roundHalfEven(poster.height * widest);
  return {
    ...size,
    top: Math.floor((poster.height - size.height) / 2),
    left: Math.floor((poster.width - size.width) / 2),
  };
}
