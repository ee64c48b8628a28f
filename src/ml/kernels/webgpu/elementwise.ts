/** The simplest kernels: one thread per element, each written as one line of WGSL. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUInternals } from './internals';
import { foldWorkgroups, packParams, runKernel } from './run-kernel';

export interface Elementwise {
  /** Key of the kernel; the same key must always mean the same WGSL. */
  key: string;
  threads: number;
  /** The written tensors, by their names in WGSL. */
  writes: Readonly<Record<string, TensorInfo>>;
  reads: Readonly<Record<string, TensorInfo>>;
  /** WGSL types of the tensors that are not `array<f32>`. */
  types?: Readonly<Record<string, string>>;
  /** Integers, available as `p.name`. */
  sizes?: Readonly<Record<string, number>>;
  /** WGSL before the entry point. */
  declarations?: string;
  /** WGSL that thread `i` runs. */
  body: string;
}

export function runElementwise(
  gpu: WebGPUInternals,
  { key, threads, writes, reads, types = {}, sizes = {}, declarations = '', body }: Elementwise,
): void {
  const workgroups = foldWorkgroups(Math.ceil(threads / 64));
  const bindings = [
    ...Object.keys(writes).map(
      (name) => `var<storage, read_write> ${name} : ${types[name] ?? 'array<f32>'};`,
    ),
    ...Object.keys(reads).map((name) => `var<storage, read> ${name} : ${types[name] ?? 'array<f32>'};`),
    'var<uniform> p : Params;',
  ];
  runKernel(gpu, {
    key,
    code: () => `
struct Params { threads : u32, groupsAcross : u32, ${Object.keys(sizes)
      .map((name) => `${name} : u32, `)
      .join('')}}
${bindings.map((binding, index) => `@group(0) @binding(${index}) ${binding}`).join('\n')}
${declarations}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  let i = (group.y * p.groupsAcross + group.x) * 64u + thread;
  if (i >= p.threads) { return; }
  ${body}
}`,
    writes: Object.values(writes),
    reads: Object.values(reads),
    params: packParams([
      ['u', threads],
      ['u', workgroups[0]],
      ...Object.values(sizes).map((size): ['u', number] => ['u', size]),
    ]),
    workgroups,
  });
}
