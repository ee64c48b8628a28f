/**
 * Does the same work on many tensors in few dispatches. Most tensors of a network are small (norms, biases), so that one
 * dispatch for each would be mostly overhead. A dispatch takes as many as the device can bind.
 *
 * Tensors are divided into blocks of {@link BLOCK} elements, numbered across tensors; a workgroup finds its tensor from
 * its block's number.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUInternals } from './internals';
import { foldWorkgroups, runKernel } from './run-kernel';

const THREADS = 64;
/** Elements per workgroup. */
export const BLOCK = 1024;

/** One group of tensors that are processed together. */
export interface Member {
  /** Elements of each of its tensors. */
  size: number;
  writes: readonly TensorInfo[];
  reads: readonly TensorInfo[];
  /** Two numbers for the shader: `member.z` and `member.w`. */
  words?: readonly [number, number];
}

export interface MultiTensorKernel {
  /** Key of the kernel; the same key must always mean the same WGSL. */
  key: string;
  /** Tensors that all members share, and their names in WGSL. */
  shared?: {
    writes?: Readonly<Record<string, TensorInfo>>;
    reads?: Readonly<Record<string, TensorInfo>>;
  };
  /** Two more numbers for the shader: `params.header.z` and `params.header.w`. */
  words?: readonly [number, number];
  /** WGSL before the entry point. */
  declarations?: string;
  /**
   * WGSL for element `i` of a member, called with the WGSL names of its tensors. It may use `member` and, for sums over
   * the block, add to `sum`.
   */
  element: (writes: readonly string[], reads: readonly string[]) => string;
  /** WGSL after the elements, in uniform control flow: `block` is the workgroup's number, `thread` the thread's. */
  afterwards?: string;
}

/** How many members a dispatch can take. */
export function membersADispatch(gpu: WebGPUInternals, shared: number, each: number): number {
  const room = gpu.device.limits.maxStorageBuffersPerShaderStage - shared;
  // a long chain of branches is slow to compile, and more members gain little
  return Math.max(1, Math.min(16, Math.floor(room / each)));
}

/** Total number of blocks of all members. */
export function countBlocks(members: readonly Pick<Member, 'size'>[]): number {
  return members.reduce((sum, { size }) => sum + Math.ceil(size / BLOCK), 0);
}

/** One dispatch over all members: at most {@link membersADispatch}, all with the same kinds of tensors. */
export function runMultiTensor(
  gpu: WebGPUInternals,
  kernel: MultiTensorKernel,
  members: readonly Member[],
): void {
  if (members.length === 0) return;
  const sharedWrites = Object.entries(kernel.shared?.writes ?? {});
  const sharedReads = Object.entries(kernel.shared?.reads ?? {});
  const blocks = countBlocks(members);
  const workgroups = foldWorkgroups(blocks);
  const params = new Uint32Array(4 + members.length * 4);
  params.set([blocks, workgroups[0], ...(kernel.words ?? [0, 0])]);
  let first = 0;
  for (const [index, { size, words }] of members.entries()) {
    params.set([first, size, ...(words ?? [0, 0])], 4 + index * 4);
    first += Math.ceil(size / BLOCK);
  }
  runKernel(gpu, {
    key: `multi-tensor ${kernel.key} ${members.length}`,
    code: () => shader(kernel, members.length, members[0], sharedWrites.map(nameOf), sharedReads.map(nameOf)),
    writes: [...sharedWrites.map(tensorOf), ...members.flatMap(({ writes }) => writes)],
    reads: [...sharedReads.map(tensorOf), ...members.flatMap(({ reads }) => reads)],
    params: params.buffer,
    workgroups,
  });
}

const nameOf = ([name]: [string, TensorInfo]) => name;
const tensorOf = ([, tensor]: [string, TensorInfo]) => tensor;

function shader(
  kernel: MultiTensorKernel,
  count: number,
  { writes, reads }: Member,
  sharedWrites: readonly string[],
  sharedReads: readonly string[],
): string {
  const members = Array.from({ length: count }, (_, member) => ({
    writes: writes.map((_, i) => `w${member}_${i}`),
    reads: reads.map((_, i) => `r${member}_${i}`),
  }));
  const bindings = [
    ...sharedWrites.map((name) => `var<storage, read_write> ${name} : array<f32>;`),
    ...members.flatMap((one) => one.writes.map((name) => `var<storage, read_write> ${name} : array<f32>;`)),
    ...sharedReads.map((name) => `var<storage, read> ${name} : array<f32>;`),
    ...members.flatMap((one) => one.reads.map((name) => `var<storage, read> ${name} : array<f32>;`)),
    'var<uniform> params : Params;',
  ];
  const branches = members.map((names, index) => {
    const last = index === count - 1;
    const condition = last ? '' : `if (block < params.members[${index + 1}].x) `;
    return `${condition}{
    let member = params.members[${index}];
    let begin = (block - member.x) * ${BLOCK}u;
    let end = min(begin + ${BLOCK}u, member.y);
    for (var i = begin + thread; i < end; i += ${THREADS}u) {
      ${kernel.element(names.writes, names.reads)}
    }
  }`;
  });
  return `
struct Params { header : vec4<u32>, members : array<vec4<u32>, ${count}> }
${bindings.map((binding, index) => `@group(0) @binding(${index}) ${binding}`).join('\n')}
${kernel.declarations ?? ''}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  let block = group.y * params.header.y + group.x;
  if (block >= params.header.x) { return; }
  var sum = 0.0;
  ${branches.join(' else ')}
  ${kernel.afterwards ?? ''}
}`;
}
