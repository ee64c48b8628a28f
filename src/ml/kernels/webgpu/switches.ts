/**
 * Switches for those of our kernels that replace neither a tfjs kernel nor an operation of a network. Each is used
 * whenever WebGPU computes, unless it is switched off; tfjs's operations then do its work. The other switches are
 * `installKernels` and `webgpuOpsWithout`.
 */
import { getBackend } from '@tensorflow/tfjs-core';

export const OWN_KERNELS = ['loss-gradient', 'optimizer', 'multi-tensor-ops'] as const;
export type OwnKernel = (typeof OWN_KERNELS)[number];

const off = new Set<OwnKernel>();

/** Whether to use the kernel on the current backend. */
export function usesKernel(kernel: OwnKernel): boolean {
  return getBackend() === 'webgpu' && !off.has(kernel);
}

/**
 * Affects what is created from now on. Without the optimizer or the multi-tensor operations, tensors no longer change in
 * place, so steps are run instead of recorded.
 * @returns a function that switches them on again.
 */
export function switchOff(kernels: readonly OwnKernel[]): () => void {
  const switched = kernels.filter((kernel) => !off.has(kernel));
  for (const kernel of switched) off.add(kernel);
  return () => {
    for (const kernel of switched) off.delete(kernel);
  };
}
