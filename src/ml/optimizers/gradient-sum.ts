/** Accumulates gradients over several batches, so that a step can use more samples than fit on the device at once. */
import { add, dispose, fill, getBackend, keep, mul, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { addShares, clear, type Pair } from '../kernels/webgpu/multi-tensor-ops';
import { usesKernel } from '../kernels/webgpu/switches';
import type { NamedTensors } from './optimizer';

/**
 * On WebGPU everything happens in place: once `prepare` has created the sums, `add`, and `clear` after the step, can be
 * recorded.
 */
export class GradientSum {
  private readonly sums = new Map<string, Tensor>();

  /** Creates zero sums for tensors of these shapes. */
  prepare(like: NamedTensors): void {
    for (const [name, { shape }] of like) {
      if (this.sums.has(name)) continue;
      this.sums.set(name, keep(getBackend() === 'webgpu' ? fill(shape, 0) : zeros(shape)));
    }
  }

  /** Adds `share` of a batch's gradients: 1 / number of batches for their mean. They stay owned by the caller. */
  add(gradients: NamedTensors, share: number): void {
    this.prepare(gradients);
    const pairs = [...gradients].flatMap(([name, gradient]): Pair[] => {
      const sum = this.sums.get(name);
      return sum ? [[sum, gradient]] : [];
    });
    if (usesKernel('multi-tensor-ops')) {
      addShares(pairs, share);
      return;
    }
    for (const [name, gradient] of gradients) {
      const sum = this.sums.get(name);
      if (!sum) continue;
      this.sums.set(
        name,
        tidy(() => keep(add(sum, mul(gradient, share)))),
      );
      sum.dispose();
    }
  }

  /** The accumulated gradients; still owned by this object. */
  get gradients(): NamedTensors {
    return this.sums;
  }

  /** Resets the sums to zero. */
  clear(): void {
    if (usesKernel('multi-tensor-ops')) clear([...this.sums.values()]);
    else this.dispose();
  }

  dispose(): void {
    dispose([...this.sums.values()]);
    this.sums.clear();
  }
}
