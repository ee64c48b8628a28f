/**
 * The switches of those kernels of ours that stand in the place of no kernel of tfjs and no operation of a network:
 * each is used wherever WebGPU computes, unless it was switched off; tfjs's operations do its work then. The other
 * switches are `installKernels` and `webgpuOpsWithout`.
 */
import { getBackend } from '@tensorflow/tfjs-core';

export const OWN_KERNELS = ['loss-gradient', 'optimizer', 'multi-tensor-ops'] as const;
export type OwnKernel = (typeof OWN_KERNELS)[number];

const off = new Set<OwnKernel>();

/** Whether the kernel is to be used on the backend of now. */
export function usesKernel(kernel: OwnKernel): boolean {
  return getBackend() === 'webgpu' && !off.has(kernel);
}

/**
 * For what is made from now on. Without the optimizer or the multi-tensor operations tensors no longer change in
 * place, so that steps are run and not recorded.
 * @returns a function that switches them on again.
 */
export function switchOff(kernels: readonly OwnKernel[]): () => void {
  const switched = kernels.filter((kernel) => !off.has(kernel));
  for (const kernel of switched) off.add(kernel);
  return () => {
    for (const kernel of switched) off.delete(kernel);
  };
}
