/**
 * Depthwise convolution and both of its gradients, channel multiplier 1. Neighbouring threads work on neighbouring
 * channels, so that every read covers a whole line of memory. The filter gradient's sum over all positions is split into
 * parts that a second dispatch adds up in a fixed order.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addParts, emptyParts } from './add-parts';
import { shareOut } from './channel-sums';
import { geometryKey, type ConvGeometry } from '../conv-geometry';
import { runElementwise } from './elementwise';
import { activated, UNFINISHED } from './fused-activation';
import { emptyHalf, HALF_FUNCTIONS, isHalf, scalars } from './half';
import type { WebGPUInternals } from './internals';
import { emptyTensor, packParams, runKernel } from './run-kernel';
import { range } from './wgsl';

/** A thread computes one value, or four neighbouring channels if their number is divisible by four. */
function vectorOf(channels: number): { width: 1 | 4; type: 'f32' | 'vec4<f32>' } {
  return channels % 4 === 0 ? { width: 4, type: 'vec4<f32>' } : { width: 1, type: 'f32' };
}

/** The WGSL type of four values of a half tensor. */
const WORDS = 'vec2<u32>';

/**
 * y = activation(x ∗ w + bias), one filter per channel. `x` [batch, inHeight, inWidth, channels], `w` [filterHeight,
 * filterWidth, channels, 1].
 * @param half Store the result in 16 bits if the number of channels is divisible by four. `x` may be a half tensor
 *   either way.
 */
export function depthwiseForward(
  gpu: WebGPUInternals,
  g: ConvGeometry,
  x: TensorInfo,
  w: TensorInfo,
  half = false,
  { bias, activation } = UNFINISHED,
): TensorInfo {
  const shape = [g.batch, g.outHeight, g.outWidth, g.inChannels];
  const narrowed = half && g.inChannels % 4 === 0;
  const y = narrowed ? emptyHalf(gpu, shape) : emptyTensor(gpu, shape);
  const { width, type } = vectorOf(g.inChannels);
  const channels = g.inChannels / width;
  const threads = g.batch * g.outHeight * g.outWidth * channels;
  const stored = isHalf(x);
  const valueOfX = (index: string) => (stored ? `widen(x[${index}])` : `x[${index}]`);
  const taps = range(g.filterHeight * g.filterWidth).map((tap) => {
    const fr = Math.floor(tap / g.filterWidth) * g.dilationHeight;
    const fc = (tap % g.filterWidth) * g.dilationWidth;
    return `if (y0 + ${fr} >= 0 && y0 + ${fr} < ${g.inHeight} && x0 + ${fc} >= 0 && x0 + ${fc} < ${g.inWidth}) {
    sum = fma(${valueOfX(`((n * ${g.inHeight}u + u32(y0 + ${fr})) * ${g.inWidth}u + u32(x0 + ${fc})) * ${channels}u + c`)}, w[${tap * channels}u + c], sum);
  }`;
  });
  const finished = activated(activation, bias ? 'sum + bias[c]' : 'sum', type);
  runElementwise(gpu, {
    // one shader for every batch size, since the last batch of a dataset is often smaller
    key: `depthwise-forward ${geometryKey({ ...g, batch: 0 })} ${activation} ${bias ? 'bias' : ''} ${stored ? 'half-x' : ''} ${narrowed ? 'half-y' : ''}`,
    threads,
    writes: { y },
    reads: { x, w, ...(bias && { bias }) },
    types: {
      y: `array<${narrowed ? WORDS : type}>`,
      x: `array<${stored ? WORDS : type}>`,
      w: `array<${type}>`,
      bias: `array<${type}>`,
    },
    declarations: narrowed || stored ? HALF_FUNCTIONS : '',
    body: `
  let c = i % ${channels}u;
  let at = i / ${channels}u;
  let n = at / ${g.outHeight * g.outWidth}u;
  let y0 = i32((at / ${g.outWidth}u) % ${g.outHeight}u) * ${g.strideHeight} - ${g.padTop};
  let x0 = i32(at % ${g.outWidth}u) * ${g.strideWidth} - ${g.padLeft};
  var sum = ${type}();
  ${taps.join('\n  ')}
  let value = ${finished};
  y[i] = ${narrowed ? `${WORDS}(narrow(value.x, value.y), narrow(value.z, value.w))` : 'value'};`,
  });
  return y;
}

/** dx from `dy` [batch, outHeight, outWidth, channels] and `w`. */
export function depthwiseInputGradient(
  gpu: WebGPUInternals,
  g: ConvGeometry,
  dy: TensorInfo,
  w: TensorInfo,
): TensorInfo {
  const dx = emptyTensor(gpu, [g.batch, g.inHeight, g.inWidth, g.inChannels]);
  const { width, type } = vectorOf(g.inChannels);
  const channels = g.inChannels / width;
  const taps = range(g.filterHeight * g.filterWidth).map((tap) => {
    const fr = Math.floor(tap / g.filterWidth) * g.dilationHeight;
    const fc = (tap % g.filterWidth) * g.dilationWidth;
    return `{
    let ty = iy - ${fr};
    let tx = ix - ${fc};
    if (ty >= 0 && tx >= 0 && ty % ${g.strideHeight} == 0 && tx % ${g.strideWidth} == 0) {
      let oy = ty / ${g.strideHeight};
      let ox = tx / ${g.strideWidth};
      if (oy < ${g.outHeight} && ox < ${g.outWidth}) {
        sum = fma(dy[((n * ${g.outHeight}u + u32(oy)) * ${g.outWidth}u + u32(ox)) * ${channels}u + c], w[${tap * channels}u + c], sum);
      }
    }
  }`;
  });
  runElementwise(gpu, {
    key: `depthwise-input-gradient ${geometryKey({ ...g, batch: 0 })}`,
    threads: g.batch * g.inHeight * g.inWidth * channels,
    writes: { dx },
    reads: { dy, w },
    types: { dx: `array<${type}>`, dy: `array<${type}>`, w: `array<${type}>` },
    body: `
  let c = i % ${channels}u;
  let at = i / ${channels}u;
  let n = at / ${g.inHeight * g.inWidth}u;
  let iy = i32((at / ${g.inWidth}u) % ${g.inHeight}u) + ${g.padTop};
  let ix = i32(at % ${g.inWidth}u) + ${g.padLeft};
  var sum = ${type}();
  ${taps.join('\n  ')}
  dx[i] = sum;`,
  });
  return dx;
}

const CHANNELS_A_GROUP = 32;
/** Bytes of workgroup memory that every device has. */
const SHARED_BYTES = 16384;
/** Number of workgroups that keeps a GPU busy. */
const ENOUGH = 1024;

/** Number of thread rows that share a channel's sums: as many as there is shared memory for. */
function lanesFor(taps: number): number {
  const room = Math.floor(SHARED_BYTES / (CHANNELS_A_GROUP * taps * 4));
  return Math.max(1, Math.min(8, 2 ** Math.floor(Math.log2(Math.max(1, room)))));
}

/**
 * dw from `x`, which may be a half tensor, and `dy`. The geometry is passed as numbers, not as code, so one shader
 * serves every layer with filters of the same size.
 */
export function depthwiseFilterGradient(
  gpu: WebGPUInternals,
  g: ConvGeometry,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo {
  const channels = g.inChannels;
  const positions = g.batch * g.outHeight * g.outWidth;
  const taps = g.filterHeight * g.filterWidth;
  const channelGroups = Math.ceil(channels / CHANNELS_A_GROUP);
  const { lanes, perPart, count } = shareOut(positions, lanesFor(taps), Math.ceil(ENOUGH / channelGroups));
  const shape = [g.filterHeight, g.filterWidth, channels, 1];
  const parts = emptyParts(gpu, count, shape);
  const alone = lanes === 1;
  // four sums for each tap of a large filter would not fit into registers
  const { width } = alone && taps <= 25 ? vectorOf(channels) : { width: 1 as const };
  const half = isHalf(x);
  runKernel(gpu, {
    key: `depthwise-filter-gradient ${g.filterHeight}×${g.filterWidth} ${lanes} ${width} ${half ? 'half-x' : ''}`,
    code: () =>
      alone
        ? loneFilterGradientShader(g.filterHeight, g.filterWidth, width, half)
        : sharedFilterGradientShader(g.filterHeight, g.filterWidth, lanes, half),
    writes: [parts],
    reads: [x, dy],
    params: packParams([
      ['u', channels / width],
      ['u', positions],
      ['u', perPart],
      ['i', g.inHeight],
      ['i', g.inWidth],
      ['u', g.outHeight],
      ['u', g.outWidth],
      ['i', g.strideHeight],
      ['i', g.strideWidth],
      ['i', g.dilationHeight],
      ['i', g.dilationWidth],
      ['i', g.padTop],
      ['i', g.padLeft],
    ]),
    workgroups: alone ? [Math.ceil(((channels / width) * count) / 64), 1, 1] : [channelGroups, count, 1],
  });
  return addParts(gpu, parts, count, shape);
}

/** WGSL: the bindings, and what a thread adds to its sums `s0`, `s1`, … for channels `c` at position `m`. */
function filterGradientParts(
  filterHeight: number,
  filterWidth: number,
  { type, valueOfX, typeOfX }: { type: string; valueOfX: (index: string) => string; typeOfX: string },
): { bindings: string; sums: string; add: string } {
  const taps = range(filterHeight * filterWidth);
  // no branches: positions outside the image read its edge and count as zero
  const rows = range(filterHeight).map(
    (fr) => `let y${fr} = top + ${fr} * p.dilationHeight;
      let row${fr} = (n * u32(p.inHeight) + u32(clamp(y${fr}, 0, p.inHeight - 1))) * u32(p.inWidth);
      let inside${fr} = select(${type}(), d, (y${fr} >= 0) & (y${fr} < p.inHeight));`,
  );
  const columns = range(filterWidth).map(
    (fc) => `let x${fc} = left + ${fc} * p.dilationWidth;
      let column${fc} = u32(clamp(x${fc}, 0, p.inWidth - 1));
      let within${fc} = (x${fc} >= 0) & (x${fc} < p.inWidth);`,
  );
  const sums = taps.map((tap) => {
    const fr = Math.floor(tap / filterWidth);
    const fc = tap % filterWidth;
    const value = valueOfX(`(row${fr} + column${fc}) * p.channels + c`);
    return `s${tap} = fma(${value}, select(${type}(), inside${fr}, within${fc}), s${tap});`;
  });
  return {
    bindings: `
struct Params {
  channels : u32, positions : u32, perPart : u32, inHeight : i32, inWidth : i32, outHeight : u32, outWidth : u32,
  strideHeight : i32, strideWidth : i32, dilationHeight : i32, dilationWidth : i32, padTop : i32, padLeft : i32,
}
@group(0) @binding(0) var<storage, read_write> result : array<${type}>;
@group(0) @binding(1) var<storage, read> x : ${typeOfX};
@group(0) @binding(2) var<storage, read> dy : array<${type}>;
@group(0) @binding(3) var<uniform> p : Params;`,
    sums: taps.map((tap) => `var s${tap} = ${type}();`).join(' '),
    add: `let d = dy[m * p.channels + c];
      let line = m / p.outWidth;
      let n = line / p.outHeight;
      let top = i32(line % p.outHeight) * p.strideHeight - p.padTop;
      let left = i32(m % p.outWidth) * p.strideWidth - p.padLeft;
      ${[...rows, ...columns, ...sums].join('\n      ')}`,
  };
}

/** Each thread takes one part of one channel, or of four neighbouring ones: with few positions, sharing does not pay. */
function loneFilterGradientShader(
  filterHeight: number,
  filterWidth: number,
  width: 1 | 4,
  half: boolean,
): string {
  const taps = filterHeight * filterWidth;
  const type = width === 4 ? 'vec4<f32>' : 'f32';
  const values = scalars('x', half);
  const { bindings, sums, add } = filterGradientParts(filterHeight, filterWidth, {
    type,
    ...(width === 1
      ? { valueOfX: values.at, typeOfX: values.type }
      : {
          valueOfX: (index: string) => (half ? `widen(x[${index}])` : `x[${index}]`),
          typeOfX: `array<${half ? WORDS : type}>`,
        }),
  });
  return `${bindings}
${half && width === 4 ? HALF_FUNCTIONS : ''}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let c = id.x % p.channels;
  let part = id.x / p.channels;
  let first = part * p.perPart;
  if (first >= p.positions) { return; }
  let last = min(first + p.perPart, p.positions);
  ${sums}
  for (var m = first; m < last; m++) {
      ${add}
  }
  ${range(taps)
    .map((tap) => `result[(part * ${taps}u + ${tap}u) * p.channels + c] = s${tap};`)
    .join('\n  ')}
}`;
}

/** The threads of a workgroup share one part of {@link CHANNELS_A_GROUP} channels. */
function sharedFilterGradientShader(
  filterHeight: number,
  filterWidth: number,
  lanes: number,
  half: boolean,
): string {
  const taps = filterHeight * filterWidth;
  const values = scalars('x', half);
  const { bindings, sums, add } = filterGradientParts(filterHeight, filterWidth, {
    type: 'f32',
    valueOfX: values.at,
    typeOfX: values.type,
  });
  return `${bindings}
var<workgroup> sums : array<f32, ${lanes * taps * CHANNELS_A_GROUP}>;

@compute @workgroup_size(${CHANNELS_A_GROUP}, ${lanes})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>) {
  let c = group.x * ${CHANNELS_A_GROUP}u + local.x;
  ${sums}
  if (c < p.channels) {
    let last = min((group.y + 1u) * p.perPart, p.positions);
    for (var m = group.y * p.perPart + local.y; m < last; m += ${lanes}u) {
      ${add}
    }
  }
  ${range(taps)
    .map((tap) => `sums[(local.y * ${taps}u + ${tap}u) * ${CHANNELS_A_GROUP}u + local.x] = s${tap};`)
    .join('\n  ')}
  workgroupBarrier();
  if (c < p.channels) {
    for (var tap = local.y; tap < ${taps}u; tap += ${lanes}u) {
      var total = 0.0;
      for (var lane = 0u; lane < ${lanes}u; lane++) {
        total += sums[(lane * ${taps}u + tap) * ${CHANNELS_A_GROUP}u + local.x];
      }
      result[(group.y * ${taps}u + tap) * p.channels + c] = total;
    }
  }
}`;
}
