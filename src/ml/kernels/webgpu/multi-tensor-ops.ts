/** What a step does with all gradients or weights: sums, norms, averages. One dispatch handles several tensors. */
import * as tf from '@tensorflow/tfjs-core';
import { internals } from './internals';
import {
  countBlocks,
  membersADispatch,
  runMultiTensor,
  type Member,
  type MultiTensorKernel,
} from './multi-tensor';
import { emptyTensor, packParams, runKernel } from './run-kernel';

/** Two tensors of the same size; the first is changed. */
export type Pair = readonly [changed: tf.Tensor, other: tf.Tensor, ...rest: unknown[]];

function runAll(kernel: MultiTensorKernel, members: readonly Member[], shared: number, each: number): void {
  const gpu = internals();
  const together = membersADispatch(gpu, shared, each);
  for (let from = 0; from < members.length; from += together)
    runMultiTensor(gpu, kernel, members.slice(from, from + together));
}

const asMember = ([changed, other]: Pair): Member => ({
  size: changed.size,
  writes: [changed],
  reads: [other],
});

/** a ← a + share · b, in place. */
export function addShares(pairs: readonly Pair[], share: number): void {
  const bits = new Uint32Array(Float32Array.of(share).buffer)[0];
  runAll(
    {
      key: 'add-shares',
      words: [bits, 0],
      element: ([a], [b]) => `${a}[i] += bitcast<f32>(params.header.z) * ${b}[i];`,
    },
    pairs.map(asMember),
    0,
    2,
  );
}

/** a ← a + share · (b − a), in place; `share` is a scalar on the device. */
export function blend(pairs: readonly Pair[], share: tf.Tensor): void {
  runAll(
    {
      key: 'blend',
      shared: { reads: { share } },
      element: ([a], [b]) => `${a}[i] += share[0] * (${b}[i] - ${a}[i]);`,
    },
    pairs.map(asMember),
    1,
    2,
  );
}

/** a ↔ b, in place. */
export function exchange(pairs: readonly Pair[]): void {
  runAll(
    {
      key: 'exchange',
      element: ([a, b]) => `let held = ${a}[i]; ${a}[i] = ${b}[i]; ${b}[i] = held;`,
    },
    pairs.map(([a, b]) => ({ size: a.size, writes: [a, b], reads: [] })),
    0,
    2,
  );
}

/** a ← 0, in place. */
export function clear(tensors: readonly tf.Tensor[]): void {
  runAll(
    { key: 'clear', element: ([a]) => `${a}[i] = 0.0;` },
    tensors.map((tensor) => ({ size: tensor.size, writes: [tensor], reads: [] })),
    0,
    1,
  );
}

const SUMMERS = 256;

/**
 * `[scale, norm]`: the norm over all tensors together, and min(1, most / (norm + 10⁻⁶)), or 0 if the norm is not finite.
 * Nothing is read back.
 */
export function clipScaleOnGPU(tensors: readonly tf.Tensor[], most: number): tf.Tensor1D {
  const gpu = internals();
  const members = tensors.map((tensor): Member => ({ size: tensor.size, writes: [], reads: [tensor] }));
  const blocks = countBlocks(members);
  const squares = emptyTensor(gpu, [blocks]);
  const together = membersADispatch(gpu, 1, 1);
  let first = 0;
  for (let from = 0; from < members.length; from += together) {
    const some = members.slice(from, from + together);
    runMultiTensor(
      gpu,
      {
        key: 'squares',
        shared: { writes: { squares } },
        words: [first, 0],
        declarations: 'var<workgroup> parts : array<f32, 64>;',
        element: (_, [x]) => `sum = fma(${x}[i], ${x}[i], sum);`,
        afterwards: `parts[thread] = sum;
  workgroupBarrier();
  if (thread == 0u) {
    for (var other = 1u; other < 64u; other++) { sum += parts[other]; }
    squares[params.header.z + block] = sum;
  }`,
      },
      some,
    );
    first += countBlocks(some);
  }
  const result = emptyTensor(gpu, [2]);
  runKernel(gpu, {
    key: 'clip-scale',
    code: () => `
struct Params { blocks : u32, most : f32 }
@group(0) @binding(0) var<storage, read_write> result : array<f32>;
@group(0) @binding(1) var<storage, read> squares : array<f32>;
@group(0) @binding(2) var<uniform> params : Params;
var<workgroup> parts : array<f32, ${SUMMERS}>;
@compute @workgroup_size(${SUMMERS})
fn main(@builtin(local_invocation_index) thread : u32) {
  var sum = 0.0;
  for (var i = thread; i < params.blocks; i += ${SUMMERS}u) { sum += squares[i]; }
  parts[thread] = sum;
  workgroupBarrier();
  if (thread > 0u) { return; }
  for (var other = 1u; other < ${SUMMERS}u; other++) { sum += parts[other]; }
  let norm = sqrt(sum);
  result[0] = select(0.0, min(1.0, params.most / (norm + 1e-6)), norm < 3.0e38);
  result[1] = norm;
}`,
    writes: [result],
    reads: [squares],
    params: packParams([
      ['u', blocks],
      ['f', most],
    ]),
    workgroups: [1, 1, 1],
  });
  gpu.disposeData(squares.dataId);
  return tf.engine().makeTensorFromTensorInfo(result) as tf.Tensor1D;
}
