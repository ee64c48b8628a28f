/**
 * Loss scaling: small gradients would be zero in 16 bits; those of a loss times 65,536 are not. The factor is reduced as
 * soon as a gradient is not finite, and increased when all have been finite for long; the rule and its numbers are
 * PyTorch's (`torch.amp.GradScaler`, `_amp_update_scale_`). On WebGPU the scale is kept and updated on the device without
 * reading anything back, so that a recorded step can be replayed any number of times.
 */
import * as tf from '@tensorflow/tfjs-core';
import { internals } from '../kernels/webgpu/internals';
import { emptyTensor, packParams, runKernel } from '../kernels/webgpu/run-kernel';
import { clipScale } from '../optimizers/clip-norm';

export interface LossScaleSettings {
  initial: number;
  /** Factor after `growthInterval` good steps in a row. */
  growthFactor: number;
  /** Factor after a step whose gradients were not finite. */
  backoffFactor: number;
  growthInterval: number;
}

/** GradScaler's defaults. */
export const GRAD_SCALER: LossScaleSettings = {
  initial: 65536,
  growthFactor: 2,
  backoffFactor: 0.5,
  growthInterval: 2000,
};

export interface LossScale {
  scale: number;
  /** Good steps since the scale last changed. */
  good: number;
}

/** State before the first step. */
export function initialLossScale({ initial }: LossScaleSettings): LossScale {
  return { scale: initial, good: 0 };
}

/**
 * State after a step.
 * @param finite Whether all gradients were finite; if not, the step changed nothing.
 */
export function nextLossScale(
  { scale, good }: LossScale,
  finite: boolean,
  { growthFactor, backoffFactor, growthInterval }: LossScaleSettings,
): LossScale {
  if (!finite) return { scale: Math.fround(scale * backoffFactor), good: 0 };
  if (good + 1 < growthInterval) return { scale, good: good + 1 };
  const grown = Math.fround(scale * growthFactor);
  return { scale: Number.isFinite(grown) ? grown : scale, good: 0 };
}

const KERNEL = `
struct Params { growth : f32, backoff : f32, interval : f32, most : f32 }
@group(0) @binding(0) var<storage, read_write> state : array<f32>;
@group(0) @binding(1) var<storage, read_write> factor : array<f32>;
@group(0) @binding(2) var<storage, read> found : array<f32>;
@group(0) @binding(3) var<uniform> p : Params;
fn isFinite(x : f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u; }
@compute @workgroup_size(1)
fn main() {
  let scale = state[0];
  let norm = found[1];
  if (!isFinite(norm)) {
    state[0] = scale * p.backoff;
    state[1] = 0.0;
    factor[0] = 0.0;
    return;
  }
  factor[0] = min(1.0, p.most / (norm / scale + 1e-6)) / scale;
  let good = state[1] + 1.0;
  let grows = good >= p.interval;
  let grown = scale * p.growth;
  state[0] = select(scale, grown, grows && isFinite(grown));
  state[1] = select(good, 0.0, grows);
}`;

/** Larger than any norm: nothing is clipped. */
const UNCLIPPED = 3e38;

export class LossScaler {
  /** `[scale, good steps]`. */
  private readonly values: tf.Tensor1D;

  constructor(
    private readonly settings: LossScaleSettings = GRAD_SCALER,
    start: LossScale = initialLossScale(settings),
  ) {
    this.values = tf.keep(tf.tensor1d([start.scale, start.good]));
  }

  /** Multiplies a loss, or its gradient if known, by the scale; differentiable. */
  scale<T extends tf.Tensor>(x: T): T {
    return tf.tidy(() => tf.mul(x, this.factor()));
  }

  /** Recovers what {@link scale} was given in the same step; call it before {@link update}. */
  unscale<T extends tf.Tensor>(scaled: T): T {
    return tf.tidy(() => tf.div(scaled, this.factor()));
  }

  /**
   * Updates the scale from the gradients of a scaled loss.
   * @param mostNorm Clips the gradients' joint norm, measured without the scale.
   * @returns what an optimizer multiplies the gradients by: one over the scale, or 0 if one was not finite.
   */
  update(gradients: ReadonlyMap<string, tf.Tensor>, mostNorm = UNCLIPPED): tf.Tensor1D {
    const { growthFactor, backoffFactor, growthInterval } = this.settings;
    const gpu = internals();
    const found = clipScale(gradients, UNCLIPPED);
    const factor = emptyTensor(gpu, [1]);
    runKernel(gpu, {
      key: 'loss-scale',
      code: () => KERNEL,
      writes: [this.values, factor],
      reads: [found],
      params: packParams([
        ['f', growthFactor],
        ['f', backoffFactor],
        ['f', growthInterval],
        ['f', mostNorm],
      ]),
      workgroups: [1, 1, 1],
    });
    found.dispose();
    return tf.engine().makeTensorFromTensorInfo(factor) as tf.Tensor1D;
  }

  /** The current scale, for checkpoints and display; waits for the device. */
  async state(): Promise<LossScale> {
    const [scale, good] = await this.values.data();
    return { scale, good };
  }

  private factor(): tf.Scalar {
    return tf.reshape(tf.slice(this.values, [0], [1]), []);
  }

  dispose(): void {
    this.values.dispose();
  }
}
