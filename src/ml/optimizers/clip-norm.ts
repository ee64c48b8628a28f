/** Gradient clipping by the norm over all gradients (Pascanu et al. 2013; PyTorch's `clip_grad_norm_`), on the device. */
import {
  add,
  div,
  less,
  minimum,
  sqrt,
  square,
  stack,
  sum,
  tensor1d,
  tidy,
  where,
  type Scalar,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { clipScaleOnGPU } from '../kernels/webgpu/multi-tensor-ops';
import { usesKernel } from '../kernels/webgpu/switches';
import type { NamedTensors } from './optimizer';
import { isWasm, wasmValues } from './wasm-values';

/**
 * What `Optimizer.apply` scales the gradients by, so that their norm is at most `most`. If the norm is not finite, it is
 * 0, so that the step does nothing. Nothing is read back.
 * @returns `[scale, norm]`, the norm before clipping; the caller disposes of it.
 */
export function clipScale(gradients: NamedTensors, most: number): Tensor1D {
  const all = [...gradients.values()];
  if (usesKernel('multi-tensor-ops')) return clipScaleOnGPU(all, most);
  if (isWasm()) return clipScaleOnCPU(wasmValues(all), most);
  return tidy(() => {
    // one by one: on WebGPU, tfjs's addN binds more tensors than a shader may have
    const squares = all.map((gradient): Scalar => sum(square(gradient)));
    const norm: Scalar = sqrt(squares.reduce((total, one) => add(total, one)));
    const scale = minimum(div(most, add(norm, 1e-6)), 1);
    return stack([where(less(norm, 3e38), scale, 0), norm]) as Tensor1D;
  });
}

/** One loop over WASM's memory, in float64. */
function clipScaleOnCPU(gradients: readonly Float32Array[], most: number): Tensor1D {
  let squares = 0;
  for (const gradient of gradients)
    for (let i = 0; i < gradient.length; i++) squares += gradient[i] * gradient[i];
  const norm = Math.sqrt(squares);
  return tensor1d([Number.isFinite(norm) ? Math.min(1, most / (norm + 1e-6)) : 0, norm]);
}
