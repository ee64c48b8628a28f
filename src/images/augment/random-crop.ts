/** torchvision's RandomCrop with `pad_if_needed`: a smaller poster is placed whole somewhere inside the crop. */
import type { Random } from '../../core/random';
import type { Size } from '../fit/fits';
import type { Window } from './resize';

/** A side that is too short is padded at both ends with all that it lacks before the position is drawn. */
export function drawRandomCrop(size: Size, poster: Size, random: Random): Window {
  const padX = Math.max(0, size.width - poster.width);
  const padY = Math.max(0, size.height - poster.height);
  const top = random.below(poster.height + 2 * padY - size.height + 1) - padY;
  const left = random.below(poster.width + 2 * padX - size.width + 1) - padX;
  return { left, top, width: size.width, height: size.height };
}
