/** The precision that a training really uses: mixed precision only applies to whole networks on WebGPU. */
import type { Recipe } from '../recipe/recipe';
import type { BackendName } from './run';

/** A head on stored features gains nothing from it and stays float32. */
export function usedPrecision(
  { step, depth, model }: Pick<Recipe, 'step' | 'depth' | 'model'>,
  backend: BackendName,
): Recipe['step']['precision'] {
  const network = model.kind === 'network' && depth.kind !== 'head';
  return network && backend === 'webgpu' ? step.precision : 'f32';
}
