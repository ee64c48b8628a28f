/** Adam in place, a dispatch a variable: the step's number comes in through a tensor, so that the step can be recorded. */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUInternals } from '../../src/ml/kernels/webgpu/internals';
import { foldWorkgroups, packParams, runKernel } from '../../src/ml/kernels/webgpu/run-kernel';
import { writeTensor } from '../../src/ml/kernels/webgpu/step-graph';

const SHADER = `
struct Params { size : u32, across : u32 }
@group(0) @binding(0) var<storage, read_write> w : array<f32>;
@group(0) @binding(1) var<storage, read_write> m : array<f32>;
@group(0) @binding(2) var<storage, read_write> v : array<f32>;
@group(0) @binding(3) var<storage, read> g : array<f32>;
@group(0) @binding(4) var<storage, read> rate : array<f32>;
@group(0) @binding(5) var<uniform> p : Params;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  let i = (group.y * p.across + group.x) * 64u + thread;
  if (i >= p.size) { return; }
  let first = 0.9 * m[i] + 0.1 * g[i];
  let second = 0.999 * v[i] + 0.001 * g[i] * g[i];
  m[i] = first;
  v[i] = second;
  w[i] -= rate[0] * first / (sqrt(second) + rate[1]);
}`;

export class InPlaceAdam {
  private readonly moments: Map<string, [tf.Tensor, tf.Tensor]>;
  private readonly rate: tf.Tensor;
  private step = 1;

  constructor(
    private readonly gpu: WebGPUInternals,
    private readonly variables: ReadonlyMap<string, tf.Tensor>,
  ) {
    const zeros = (like: tf.Tensor) => tf.keep(tf.tensor(new Float32Array(like.size), like.shape));
    this.moments = new Map([...variables].map(([name, one]) => [name, [zeros(one), zeros(one)]]));
    this.rate = tf.keep(tf.tensor1d(this.rates()));
  }

  apply(gradients: ReadonlyMap<string, tf.Tensor>): void {
    for (const [name, gradient] of gradients) {
      const variable = this.variables.get(name);
      const moments = this.moments.get(name);
      if (!variable || !moments) throw new Error(`No variable "${name}".`);
      const workgroups = foldWorkgroups(Math.ceil(variable.size / 64));
      runKernel(this.gpu, {
        key: 'bench-adam',
        code: () => SHADER,
        writes: [variable, ...moments],
        reads: [gradient, this.rate],
        params: packParams([
          ['u', variable.size],
          ['u', workgroups[0]],
        ]),
        workgroups,
      });
    }
  }

  /** To be called before each step after the first. */
  advance(): void {
    this.step++;
    writeTensor(this.gpu, this.rate, this.rates());
  }

  dispose(): void {
    tf.dispose([this.rate, ...[...this.moments.values()].flat()]);
  }

  private rates(): Float32Array<ArrayBuffer> {
    const correction = Math.sqrt(1 - 0.999 ** this.step);
    return new Float32Array([(0.001 * correction) / (1 - 0.9 ** this.step), 1e-8 * correction]);
  }
}
