/**
 * Values stored in 16 bits (IEEE 754 binary16), two per word. WGSL itself has packing and unpacking, so a device needs
 * no `shader-f16` for this: activations take half the memory and half the bandwidth on every device.
 *
 * To tfjs, such a tensor looks like a float32 one of its shape, but its buffer is half as long: only our kernels that
 * check {@link isHalf} may read it. Values beyond 65,504 become infinite, so that loss scaling can detect them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { internals, type WebGPUInternals } from './internals';
import { emptyTensor, foldWorkgroups, packParams, runKernel } from './run-kernel';

/** How a kernel reads an operand's values: as float32; rounded to 16 bits when read; stored in 16 bits. */
export type Storage = 'f32' | 'rounded' | 'half';

const halves = new WeakSet<object>();

/** True for a tensor made by {@link emptyHalf}, and for its clones and reshapes. */
export function isHalf(tensor: tf.TensorInfo): boolean {
  return halves.has(tensor.dataId);
}

/** Half tensors are read four values at a time. */
export function canBeHalf(shape: readonly number[]): boolean {
  return shape.length > 0 && shape[shape.length - 1] % 4 === 0;
}

/** A new uninitialised half tensor for a kernel to write. */
export function emptyHalf(gpu: WebGPUInternals, shape: number[]): tf.TensorInfo {
  if (!canBeHalf(shape)) throw new Error(`A half tensor cannot have the shape [${shape.join(', ')}].`);
  const info = gpu.makeTensorInfo(shape, 'float32');
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  gpu.tensorMap.get(info.dataId).resource = gpu.bufferManager.acquireBuffer(
    tf.util.sizeFromShape(shape) * 2,
    usage,
  );
  halves.add(info.dataId);
  return info;
}

/** WGSL: `widen` (two words to four values), `narrow` (two values to a word), `rounded` and `rounded4` (both ways). */
export const HALF_FUNCTIONS = `
var<private> infinite : u32 = 0x7f800000u;
fn widen(words : vec2<u32>) -> vec4<f32> {
  return vec4<f32>(unpack2x16float(words.x), unpack2x16float(words.y));
}
fn rounded4(v : vec4<f32>) -> vec4<f32> {
  let near = widen(vec2<u32>(pack2x16float(v.xy), pack2x16float(v.zw)));
  return select(near, vec4<f32>(bitcast<f32>(infinite)), abs(v) > vec4<f32>(65504.0));
}
fn rounded(v : f32) -> f32 {
  return select(unpack2x16float(pack2x16float(vec2<f32>(v, 0.0))).x, bitcast<f32>(infinite), abs(v) > 65504.0);
}
fn narrow(a : f32, b : f32) -> u32 {
  let word = pack2x16float(vec2<f32>(a, b));
  let low = select(word & 0xffffu, 0x7c00u, abs(a) > 65504.0);
  let high = select(word & 0xffff0000u, 0x7c000000u, abs(b) > 65504.0);
  return low | high;
}`;

/** WGSL: the type of a binding, and the value at an index. */
export function scalars(name: string, half: boolean): { type: string; at: (index: string) => string } {
  return half
    ? { type: 'array<u32>', at: (index) => `unpack2x16float(${name}[(${index}) >> 1u])[(${index}) & 1u]` }
    : { type: 'array<f32>', at: (index) => `${name}[${index}]` };
}

/** A half tensor with the values of a float32 tensor. */
export function narrowTensor(gpu: WebGPUInternals, x: tf.TensorInfo): tf.TensorInfo {
  const result = emptyHalf(gpu, [...x.shape]);
  convert(gpu, 'narrow', x, result);
  return result;
}

/** A float32 tensor with the values of a half tensor. */
export function widenTensor(gpu: WebGPUInternals, x: tf.TensorInfo): tf.TensorInfo {
  const result = emptyTensor(gpu, [...x.shape]);
  convert(gpu, 'widen', x, result);
  return result;
}

function convert(
  gpu: WebGPUInternals,
  direction: 'narrow' | 'widen',
  from: tf.TensorInfo,
  to: tf.TensorInfo,
): void {
  const quads = tf.util.sizeFromShape(from.shape) / 4;
  const workgroups = foldWorkgroups(Math.ceil(quads / 64));
  const [types, body] =
    direction === 'narrow'
      ? [
          ['vec2<u32>', 'vec4<f32>'],
          'let v = source[i]; result[i] = vec2<u32>(narrow(v.x, v.y), narrow(v.z, v.w));',
        ]
      : [['vec4<f32>', 'vec2<u32>'], 'result[i] = widen(source[i]);'];
  runKernel(gpu, {
    key: `half ${direction}`,
    code: () => `
struct Params { quads : u32, across : u32 }
@group(0) @binding(0) var<storage, read_write> result : array<${types[0]}>;
@group(0) @binding(1) var<storage, read> source : array<${types[1]}>;
@group(0) @binding(2) var<uniform> p : Params;
${HALF_FUNCTIONS}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
  let i = (group.y * p.across + group.x) * 64u + thread;
  if (i < p.quads) { ${body} }
}`,
    writes: [to],
    reads: [from],
    params: packParams([
      ['u', quads],
      ['u', workgroups[0]],
    ]),
    workgroups,
  });
}

/** The same values as a tensor that every tfjs kernel can read; differentiable. Returns a float32 tensor unchanged. */
export function asFloat<T extends tf.Tensor>(x: T): T {
  if (!isHalf(x)) return x;
  const operation = tf.customGrad((...args) => {
    const [input] = args as [tf.Tensor, tf.GradSaveFunc];
    const value = tf.engine().makeTensorFromTensorInfo(widenTensor(internals(), input));
    return { value, gradFunc: (dy: tf.Tensor) => dy };
  });
  return operation(x) as T;
}

/**
 * How an array whose innermost axis has `channels` values is read four at a time.
 * @param storage Anything but `f32` needs `HALF_FUNCTIONS`; `half` needs a number of channels divisible by four.
 */
export function quads(
  name: string,
  channels: number,
  storage: Storage = 'f32',
): { type: string; at: (index: string) => string } {
  const wide = channels % 4 === 0;
  if (storage === 'half')
    return { type: 'array<vec2<u32>>', at: (index) => `widen(${name}[(${index}) >> 2u])` };
  const read = (index: string) => (wide ? `${name}[(${index}) >> 2u]` : `${name}[${index}]`);
  const round = wide ? 'rounded4' : 'rounded';
  return {
    type: wide ? 'array<vec4<f32>>' : 'array<f32>',
    at: (index) => (storage === 'rounded' ? `${round}(${read(index)})` : read(index)),
  };
}
