/** Which precision a training really has: mixed precision is for what goes through a network, on WebGPU. */
import type { Recipe } from '../recipe/recipe';
import type { BackendName } from './run';

/** Of a head on stored features there is nothing to gain, so that it stays float32. */
export function usedPrecision(
  { step, depth, model }: Pick<Recipe, 'step' | 'depth' | 'model'>,
  backend: BackendName,
): Recipe['step']['precision'] {
  const network = model.kind === 'network' && depth.kind !== 'head';
  return network && backend === 'webgpu' ? step.precision : 'f32';
}
