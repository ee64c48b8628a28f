/** Keras's zoom_range (`apply_affine_transform`, order 1): each axis scaled about the centre, edges extended. */
import type { Random } from '../../core/random';
import type { Size } from '../fit/fits';
import { aboutMiddle, type Affine } from './affine';

/** Number of source pixels per result pixel. */
export interface Zoom {
  across: number;
  down: number;
}

/** As in Keras, each axis has its own factor. */
export function drawZoom([from, to]: readonly [number, number], random: Random): Zoom {
  return { down: random.between(from, to), across: random.between(from, to) };
}

export function zoomMap(picture: Size, { across, down }: Zoom): Affine {
  return aboutMiddle(picture, across, 0, 0, down);
}
