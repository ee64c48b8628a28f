/**
 * A 2-D convolution and both of its gradients as tiled implicit matrix products (see `gemm.ts`, `conv-operands.ts`).
 * NHWC; any stride, padding and dilation; float32, or mixed with 16 bits. Long sums are split into parts that a second
 * dispatch adds up in a fixed order, so that results are reproducible to the bit.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addParts, emptyParts } from './add-parts';
import { geometryKey, simplified, type ConvGeometry } from '../conv-geometry';
import {
  filterAlongDepth,
  gradientsAlongDepth,
  matrixAlongOuter,
  patchesAlongDepth,
  patchesAlongOuter,
  phaseRows,
  phaseTaps,
} from './conv-operands';
import { activated, UNFINISHED } from './fused-activation';
import { chooseShape, gemmShader, type GemmShape, type TileType } from './gemm';
import { emptyHalf, HALF_FUNCTIONS, isHalf, type Storage, quads } from './half';
import type { WebGPUInternals } from './internals';
import { packParams, runKernel } from './run-kernel';
import { pick } from './wgsl';

/** How the products are computed. */
export interface ConvPrecision {
  /**
   * Operands are rounded to 16 bits unless they are stored so, and the forward result is stored in 16 bits; sums and
   * gradients are float32. False: everything is float32, and no operand may be a half tensor.
   */
  mixed: boolean;
  /** `f16` needs the device's `shader-f16`; the results are the same. */
  tiles: TileType;
}

const FLOAT: ConvPrecision = { mixed: false, tiles: 'f32' };

function storageOf(tensor: TensorInfo, { mixed }: ConvPrecision): Storage {
  if (!mixed) return 'f32';
  return isHalf(tensor) ? 'half' : 'rounded';
}

interface Read {
  name: string;
  channels: number;
  storage: Storage;
}

function bindings(reads: readonly Read[], result = 'array<f32>'): string {
  const rounds = result === 'array<vec2<u32>>' || reads.some(({ storage }) => storage !== 'f32');
  return [
    `@group(0) @binding(0) var<storage, read_write> result : ${result};`,
    ...reads.map(
      ({ name, channels, storage }, i) =>
        `@group(0) @binding(${i + 1}) var<storage, read> ${name} : ${quads(name, channels, storage).type};`,
    ),
    rounds ? HALF_FUNCTIONS : '',
  ].join('\n');
}

function keyOf(what: string, g: ConvGeometry, precision: ConvPrecision, reads: readonly Read[]): string {
  const storages = precision.mixed
    ? ` ${reads.map(({ storage }) => storage).join(' ')} ${precision.tiles}`
    : '';
  return `conv2d-${what} ${geometryKey(g)}${storages}`;
}

function tiles(shape: GemmShape): [number, number, number] {
  return [Math.ceil(shape.columns / shape.tileColumns), Math.ceil(shape.rows / shape.tileRows), shape.splits];
}

/**
 * y = activation(x ∗ w + bias). `x` [batch, inHeight, inWidth, inChannels], `w` [filterHeight, filterWidth,
 * inChannels, outChannels]. In mixed precision y is a half tensor if the number of channels is divisible by four.
 */
export function conv2dForward(
  gpu: WebGPUInternals,
  layer: ConvGeometry,
  x: TensorInfo,
  w: TensorInfo,
  precision: ConvPrecision = FLOAT,
  finish = UNFINISHED,
): TensorInfo {
  const g = simplified(layer);
  const depth = g.filterHeight * g.filterWidth * g.inChannels;
  const half = precision.mixed && g.outChannels % 4 === 0;
  const rows = g.batch * g.outHeight * g.outWidth;
  const shape = chooseShape(rows, g.outChannels, depth, half ? 'never' : 'where few');
  const shapeOfY = [layer.batch, layer.outHeight, layer.outWidth, layer.outChannels];
  const y = half ? emptyHalf(gpu, shapeOfY) : emptyParts(gpu, shape.splits, shapeOfY);
  // if the sum is split, bias and activation are applied when the parts are added up
  const { bias, activation } = shape.splits > 1 ? UNFINISHED : finish;
  const [storageX, storageW] = [storageOf(x, precision), storageOf(w, precision)];
  const reads: Read[] = [
    { name: 'x', channels: g.inChannels, storage: storageX },
    { name: 'w', channels: g.outChannels, storage: storageW },
  ];
  const fours = g.outChannels % 4 === 0;
  const type = fours ? 'vec4<f32>' : 'f32';
  const finished = activated(
    activation,
    bias ? `value + bias[column${fours ? ' >> 2u' : ''}]` : 'value',
    type,
  );
  // one shader for every batch size, since the last batch of a dataset is often smaller
  const anyBatch = { ...g, batch: 0 };
  const tile = `${shape.tileRows}×${shape.tileColumns} ${shape.depthPerSplit}`;
  runKernel(gpu, {
    key: `${keyOf('forward', anyBatch, precision, reads)} ${tile} ${activation}${bias ? ' bias' : ''}`,
    code: () =>
      gemmShader({
        shape,
        tiles: precision.tiles,
        bindings: `${bindings(reads, half ? 'array<vec2<u32>>' : `array<${type}>`)}
${bias ? `@group(0) @binding(3) var<storage, read> bias : array<${type}>;` : ''}
struct Params { rows : u32 }
@group(0) @binding(${bias ? 4 : 3}) var<uniform> params : Params;`,
        endOfRows: 'params.rows',
        a: patchesAlongDepth(g, 'params.rows', storageX),
        b: matrixAlongOuter('w', depth, g.outChannels, storageW),
        fours,
        store: half
          ? `let v = ${finished}; result[at >> 2u] = vec2<u32>(narrow(v.x, v.y), narrow(v.z, v.w));`
          : `result[at${fours ? ' >> 2u' : ''}] = ${finished};`,
      }),
    writes: [y],
    reads: bias ? [x, w, bias] : [x, w],
    params: packParams([['u', rows]]),
    workgroups: tiles(shape),
  });
  return addParts(gpu, y, shape.splits, shapeOfY, finish);
}

/** dw from `x` and `dy` [batch, outHeight, outWidth, outChannels]. */
export function conv2dFilterGradient(
  gpu: WebGPUInternals,
  layer: ConvGeometry,
  x: TensorInfo,
  dy: TensorInfo,
  precision: ConvPrecision = FLOAT,
): TensorInfo {
  const g = simplified(layer);
  const [storageX, storageDy] = [storageOf(x, precision), storageOf(dy, precision)];
  const reads: Read[] = [
    { name: 'x', channels: g.inChannels, storage: storageX },
    { name: 'dy', channels: g.outChannels, storage: storageDy },
  ];
  const rows = g.filterHeight * g.filterWidth * g.inChannels;
  const depth = g.batch * g.outHeight * g.outWidth;
  const shape = chooseShape(rows, g.outChannels, depth, 'always');
  const fours = g.outChannels % 4 === 0;
  const filterShape = [g.filterHeight, g.filterWidth, g.inChannels, g.outChannels];
  const parts = emptyParts(gpu, shape.splits, filterShape);
  runKernel(gpu, {
    key: keyOf('filter-gradient', g, precision, reads),
    code: () =>
      gemmShader({
        shape,
        tiles: precision.tiles,
        bindings: bindings(reads, fours ? 'array<vec4<f32>>' : 'array<f32>'),
        a: patchesAlongOuter(g, storageX),
        b: matrixAlongOuter('dy', depth, g.outChannels, storageDy),
        fours,
      }),
    writes: [parts],
    reads: [x, dy],
    workgroups: tiles(shape),
  });
  return addParts(gpu, parts, shape.splits, filterShape);
}

/** dx from `dy` and `w`. At strides above 1, input positions that the same taps reach are computed together. */
export function conv2dInputGradient(
  gpu: WebGPUInternals,
  layer: ConvGeometry,
  dy: TensorInfo,
  w: TensorInfo,
  precision: ConvPrecision = FLOAT,
): TensorInfo {
  const g = simplified(layer);
  const [storageDy, storageW] = [storageOf(dy, precision), storageOf(w, precision)];
  const reads: Read[] = [
    { name: 'dy', channels: g.outChannels, storage: storageDy },
    { name: 'w', channels: g.outChannels, storage: storageW },
  ];
  const taps = phaseTaps(g);
  const phases = taps.length;
  const { height, width, rows } = phaseRows(g);
  const longest = Math.max(1, ...taps) * g.outChannels;
  const shape = chooseShape(rows, g.inChannels, longest, 'where few', phases);
  const inputShape = [layer.batch, layer.inHeight, layer.inWidth, layer.inChannels];
  const parts = emptyParts(gpu, shape.splits, inputShape);
  const depths = taps.map((count) => `${count * g.outChannels}u`);
  runKernel(gpu, {
    key: keyOf('input-gradient', g, precision, reads),
    code: () =>
      gemmShader({
        shape,
        tiles: precision.tiles,
        bindings: bindings(reads),
        a: gradientsAlongDepth(g, storageDy),
        b: filterAlongDepth(g, storageW),
        range: {
          prepare: `let phase = part % ${phases}u;`,
          from: `part / ${phases}u * ${shape.depthPerSplit}u`,
          to: `min(first + ${shape.depthPerSplit}u, ${pick('phase', depths)})`,
        },
        store: `
    let phase = part % ${phases}u;
    let n = part / ${phases}u * ${g.batch}u + row / ${height * width}u;
    let iy = (row / ${width}u) % ${height}u * ${g.strideHeight}u + phase / ${g.strideWidth}u;
    let ix = row % ${width}u * ${g.strideWidth}u + phase % ${g.strideWidth}u;
    if (iy < ${g.inHeight}u && ix < ${g.inWidth}u) {
      result[((n * ${g.inHeight}u + iy) * ${g.inWidth}u + ix) * ${g.inChannels}u + column] = value;
    }`,
      }),
    writes: [parts],
    reads: [dy, w],
    workgroups: tiles({ ...shape, splits: phases * shape.splits }),
  });
  return addParts(gpu, parts, shape.splits, inputShape);
}
