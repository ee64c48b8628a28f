/** The second half of every sum that is cut into parts: adds them up in a fixed order, so that results repeat to the bit. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUInternals } from './internals';
import { emptyTensor, foldWorkgroups, packParams, runKernel } from './run-kernel';

/** Adds `[parts, …shape]` over its first axis, in order, and lets go of the parts. */
export function addParts(
  gpu: WebGPUInternals,
  parts: TensorInfo,
  count: number,
  shape: number[],
): TensorInfo {
  const sum = emptyTensor(gpu, shape);
  const size = shape.reduce((product, side) => product * side, 1);
  const workgroups = foldWorkgroups(Math.ceil(size / 64));
  runKernel(gpu, {
    key: 'add-parts',
    code: () => `
struct Params { size : u32, count : u32, rowOfGroups : u32 }
@group(0) @binding(0) var<storage, read_write> sum : array<f32>;
@group(0) @binding(1) var<storage, read> parts : array<f32>;
@group(0) @binding(2) var<uniform> params : Params;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  let i = (group.y * params.rowOfGroups + group.x) * 64u + thread;
  if (i >= params.size) { return; }
  var total = 0.0;
  for (var part = 0u; part < params.count; part++) { total += parts[part * params.size + i]; }
  sum[i] = total;
}`,
    writes: [sum],
    reads: [parts],
    params: packParams([
      ['u', size],
      ['u', count],
      ['u', workgroups[0]],
    ]),
    workgroups,
  });
  gpu.disposeData(parts.dataId);
  return sum;
}
