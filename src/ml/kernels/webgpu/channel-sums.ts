/**
 * Two sums per channel over all rows of a tensor, as partial sums that the caller adds up in order. Neighbouring threads
 * take neighbouring channels. If there are many rows, the threads of a workgroup share a part; if there are few, each
 * thread has its own part and nothing is shared.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUInternals } from './internals';
import { emptyTensor, packParams, runKernel } from './run-kernel';

const CHANNELS_A_GROUP = 64;
/** Threads that share a channel's part, if they do. */
const LANES = 4;
/** Number of workgroups that keeps a GPU busy. */
const ENOUGH = 512;
/** Rows that make a thread worthwhile. */
const ROWS_A_LANE = 16;
const FEW_ROWS = 1024;

/** How a sum over rows is divided. */
export interface Sharing {
  /** Number of parts, and rows per part. */
  count: number;
  perPart: number;
  /** Threads of a workgroup that share a part; 1 if each has its own part and no memory is shared. */
  lanes: number;
}

/**
 * @param most Threads that may share a part; they do not if there are few rows.
 * @param wanted Number of parts that keeps the GPU busy.
 */
export function shareOut(rows: number, most: number, wanted: number): Sharing {
  const lanes = rows <= FEW_ROWS ? 1 : most;
  const parts = Math.max(1, Math.min(wanted, Math.ceil(rows / (lanes * ROWS_A_LANE)), 256));
  const perPart = Math.ceil(rows / parts / lanes) * lanes;
  return { count: Math.ceil(rows / perPart), perPart, lanes };
}

export interface Sizes extends Sharing {
  /** Product of all dimensions except the last. */
  rows: number;
  channels: number;
}

/** Rows and channels of a tensor `[…, channels]`, and how its rows are summed. */
export function sizesOf(shape: readonly number[]): Sizes {
  const channels = shape[shape.length - 1];
  const rows = tf.util.sizeFromShape([...shape]) / channels;
  const groups = Math.ceil(channels / CHANNELS_A_GROUP);
  return { rows, channels, ...shareOut(rows, LANES, Math.ceil(ENOUGH / groups)) };
}

export interface ChannelSums {
  /** Key of the kernel; the same key must always mean the same WGSL. */
  key: string;
  /** Tensors that are written besides the sums, by their names in WGSL. */
  writes?: Readonly<Record<string, tf.TensorInfo>>;
  reads: Readonly<Record<string, tf.TensorInfo>>;
  /** WGSL types of the reads that are not `array<f32>`. */
  types?: Readonly<Record<string, string>>;
  /** WGSL that runs before the first row of channel `c`. */
  before?: string;
  /** WGSL for element `i` of channel `c`, which adds to `a` and `b`. */
  terms: string;
}

/** `[count, 2, channels]`. */
export function runChannelSums(
  gpu: WebGPUInternals,
  { rows, channels, count, perPart, lanes }: Sizes,
  { key, writes = {}, reads, types = {}, before = '', terms }: ChannelSums,
): tf.TensorInfo {
  const parts = emptyTensor(gpu, [count, 2, channels]);
  const bindings = [
    ...['parts', ...Object.keys(writes)].map((name) => `var<storage, read_write> ${name} : array<f32>;`),
    ...Object.keys(reads).map((name) => `var<storage, read> ${name} : ${types[name] ?? 'array<f32>'};`),
    'var<uniform> p : Params;',
  ];
  runKernel(gpu, {
    key: `${key} ${lanes}`,
    code: () => shader(bindings, lanes, before, terms),
    writes: [parts, ...Object.values(writes)],
    reads: Object.values(reads),
    params: packParams([
      ['u', rows],
      ['u', channels],
      ['u', perPart],
    ]),
    workgroups: [Math.ceil(channels / CHANNELS_A_GROUP), count, 1],
  });
  return parts;
}

function shader(bindings: readonly string[], lanes: number, before: string, terms: string): string {
  const shared = lanes > 1;
  return `
struct Params { rows : u32, channels : u32, perPart : u32 }
${bindings.map((binding, index) => `@group(0) @binding(${index}) ${binding}`).join('\n')}
${
  shared
    ? `var<workgroup> first : array<f32, ${lanes * CHANNELS_A_GROUP}>;
var<workgroup> second : array<f32, ${lanes * CHANNELS_A_GROUP}>;`
    : ''
}
@compute @workgroup_size(${CHANNELS_A_GROUP}, ${lanes})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>,
        @builtin(local_invocation_index) thread : u32) {
  let c = group.x * ${CHANNELS_A_GROUP}u + local.x;
  var a = 0.0;
  var b = 0.0;
  if (c < p.channels) {
    ${before}
    let last = min((group.y + 1u) * p.perPart, p.rows);
    for (var row = group.y * p.perPart + local.y; row < last; row += ${lanes}u) {
      let i = row * p.channels + c;
      ${terms}
    }
  }
  ${
    shared
      ? `first[thread] = a;
  second[thread] = b;
  workgroupBarrier();`
      : ''
  }
  if (local.y == 0u && c < p.channels) {
    ${
      shared
        ? `for (var lane = 1u; lane < ${lanes}u; lane++) {
      a += first[lane * ${CHANNELS_A_GROUP}u + local.x];
      b += second[lane * ${CHANNELS_A_GROUP}u + local.x];
    }`
        : ''
    }
    parts[group.y * 2u * p.channels + c] = a;
    parts[(group.y * 2u + 1u) * p.channels + c] = b;
  }
}`;
}
