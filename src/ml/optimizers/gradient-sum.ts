/** Gradients gathered over several batches, so that a step sees more of them than fit on the device at once. */
import { add, dispose, fill, getBackend, keep, mul, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { addShares, clear, type Pair } from '../kernels/webgpu/multi-tensor-ops';
import { usesKernel } from '../kernels/webgpu/switches';
import type { NamedTensors } from './optimizer';

/**
 * On WebGPU all of it happens in place: `add`, and `clear` after the step, may be recorded once `prepare` has made the
 * sums.
 */
export class GradientSum {
  private readonly sums = new Map<string, Tensor>();

  /** Makes sums of zero for tensors of these shapes. */
  prepare(like: NamedTensors): void {
    for (const [name, { shape }] of like) {
      if (this.sums.has(name)) continue;
      this.sums.set(name, keep(getBackend() === 'webgpu' ? fill(shape, 0) : zeros(shape)));
    }
  }

  /** Adds `share` of a batch's gradients: 1 over the number of batches, for their mean. They stay the caller's. */
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

  /** What has been gathered: still this object's own. */
  get gradients(): NamedTensors {
    return this.sums;
  }

  /** Back to zero. */
  clear(): void {
    if (usesKernel('multi-tensor-ops')) clear([...this.sums.values()]);
    else this.dispose();
  }

  dispose(): void {
    dispose([...this.sums.values()]);
    this.sums.clear();
  }
}
