/** Gradients of losses with respect to the logits: one dispatch per head, where tfjs composes three to twenty. */
import * as tf from '@tensorflow/tfjs-core';
import { internals } from './internals';
import { emptyTensor, foldWorkgroups, packParams, runKernel } from './run-kernel';

/** What the kernel needs to know of a loss. */
export interface LossShader {
  /** Losses with the same key have the same code. */
  key: string;
  /**
   * `output`: one thread per output; `d` is the derivative, from its logit `x` and its target `t`. `row`: one thread per
   * row; fills `gradient[base + j]` for `j < count` from `logits`, `targets` and `weights` at the same indices.
   */
  each: 'output' | 'row';
  code: string;
}

/** A range of columns of the logits, and the loss that they are trained with. */
export interface LossColumns {
  from: number;
  count: number;
  loss: { readonly wgsl: LossShader };
}

/** All tensors are `[batch, outputs]`; each head fills its own columns. */
export function lossGradient(
  heads: readonly LossColumns[],
  logits: tf.Tensor2D,
  targets: tf.Tensor2D,
  weights: tf.Tensor2D,
): tf.Tensor2D {
  const gpu = internals();
  const [batch, outputs] = logits.shape;
  const gradient = emptyTensor(gpu, [batch, outputs]);
  for (const { from, count, loss } of heads) {
    const threads = loss.wgsl.each === 'row' ? batch : batch * count;
    const workgroups = foldWorkgroups(Math.ceil(threads / 64));
    runKernel(gpu, {
      key: `loss-gradient ${loss.wgsl.key}`,
      code: () => shader(loss.wgsl),
      writes: [gradient],
      reads: [logits, targets, weights],
      params: packParams([
        ['u', threads],
        ['u', outputs],
        ['u', from],
        ['u', count],
        ['u', workgroups[0]],
      ]),
      workgroups,
    });
  }
  return tf.engine().makeTensorFromTensorInfo(gradient) as tf.Tensor2D;
}

function shader({ each, code }: LossShader): string {
  const body =
    each === 'row'
      ? `let base = index * params.outputs + params.column;
  let count = params.count;
  ${code}`
      : `let i = (index / params.count) * params.outputs + params.column + index % params.count;
  let x = logits[i];
  let t = targets[i];
  ${code}
  gradient[i] = d * weights[i];`;
  return `
struct Params { threads : u32, outputs : u32, column : u32, count : u32, groupsAcross : u32 }
@group(0) @binding(0) var<storage, read_write> gradient : array<f32>;
@group(0) @binding(1) var<storage, read> logits : array<f32>;
@group(0) @binding(2) var<storage, read> targets : array<f32>;
@group(0) @binding(3) var<storage, read> weights : array<f32>;
@group(0) @binding(4) var<uniform> params : Params;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  let index = (group.y * params.groupsAcross + group.x) * 64u + thread;
  if (index >= params.threads) { return; }
  ${body}
}`;
}
