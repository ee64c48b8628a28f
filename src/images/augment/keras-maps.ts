/** Keras's rotation and zoom: maps that extend the edges. Adjacent ones are combined into one map, as in Keras. */
import type { Random } from '../../core/random';
import type { Augmentation, Transform, TransformOf } from '../../core/recipe/augmentation';
import type { Size } from '../fit/fits';
import type { Affine } from './affine';
import { drawAngle, rotationMap } from './rotation';
import { drawZoom, zoomMap } from './zoom';

export type KerasMap = TransformOf<'zoom' | 'rotation'>;

function isKerasMap(transform: Transform): transform is KerasMap {
  return transform.kind === 'zoom' || (transform.kind === 'rotation' && transform.fill === 'edge');
}

/** The run of adjacent maps that starts here; empty if this transform is not a map. */
export function mapsFrom(augmentation: Augmentation, start: number): KerasMap[] {
  const maps: KerasMap[] = [];
  for (const transform of augmentation.slice(start)) {
    if (!isKerasMap(transform)) break;
    maps.push(transform);
  }
  return maps;
}

export function drawMap(transform: KerasMap, picture: Size, random: Random): Affine {
  return transform.kind === 'zoom'
    ? zoomMap(picture, drawZoom(transform.range, random))
    : rotationMap(picture, drawAngle(transform, random));
}
