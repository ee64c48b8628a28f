/**
 * A 2-D convolution and both of its gradients as tiled implicit matrix products (see `gemm.ts`, `conv-operands.ts`).
 * float32, NHWC, any stride, padding and dilation; the filter gradient's long sum is cut into parts that a second
 * dispatch adds up in a fixed order, so that results repeat to the bit.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addParts } from './add-parts';
import { geometryKey, quads, type ConvGeometry } from './conv-geometry';
import {
  filterAlongDepth,
  gradientsAlongDepth,
  inputPhases,
  matrixAlongOuter,
  patchesAlongDepth,
  patchesAlongOuter,
  phaseRows,
} from './conv-operands';
import { chooseShape, gemmShader, type GemmShape } from './gemm';
import type { WebGPUInternals } from './internals';
import { emptyTensor, runKernel } from './run-kernel';

function bindings(reads: readonly [name: string, channels: number][]): string {
  return [
    '@group(0) @binding(0) var<storage, read_write> result : array<f32>;',
    ...reads.map(
      ([name, channels], i) =>
        `@group(0) @binding(${i + 1}) var<storage, read> ${name} : ${quads(name, channels).type};`,
    ),
  ].join('\n');
}

function tiles(shape: GemmShape): [number, number, number] {
  return [Math.ceil(shape.columns / shape.tileColumns), Math.ceil(shape.rows / shape.tileRows), shape.splits];
}

/** y = x ∗ w. `x` [batch, inHeight, inWidth, inChannels], `w` [filterHeight, filterWidth, inChannels, outChannels]. */
export function conv2dForward(
  gpu: WebGPUInternals,
  g: ConvGeometry,
  x: TensorInfo,
  w: TensorInfo,
): TensorInfo {
  const depth = g.filterHeight * g.filterWidth * g.inChannels;
  const shape = chooseShape(g.batch * g.outHeight * g.outWidth, g.outChannels, depth, false);
  const y = emptyTensor(gpu, [g.batch, g.outHeight, g.outWidth, g.outChannels]);
  runKernel(gpu, {
    key: `conv2d-forward ${geometryKey(g)}`,
    code: () =>
      gemmShader({
        shape,
        bindings: bindings([
          ['x', g.inChannels],
          ['w', g.outChannels],
        ]),
        a: patchesAlongDepth(g),
        b: matrixAlongOuter('w', depth, g.outChannels),
      }),
    writes: [y],
    reads: [x, w],
    workgroups: tiles(shape),
  });
  return y;
}

/** dw from `x` and `dy` [batch, outHeight, outWidth, outChannels]. */
export function conv2dFilterGradient(
  gpu: WebGPUInternals,
  g: ConvGeometry,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo {
  const rows = g.filterHeight * g.filterWidth * g.inChannels;
  const depth = g.batch * g.outHeight * g.outWidth;
  const shape = chooseShape(rows, g.outChannels, depth, true);
  const filterShape = [g.filterHeight, g.filterWidth, g.inChannels, g.outChannels];
  const parts = emptyTensor(gpu, shape.splits === 1 ? filterShape : [shape.splits, ...filterShape]);
  runKernel(gpu, {
    key: `conv2d-filter-gradient ${geometryKey(g)}`,
    code: () =>
      gemmShader({
        shape,
        bindings: bindings([
          ['x', g.inChannels],
          ['dy', g.outChannels],
        ]),
        a: patchesAlongOuter(g),
        b: matrixAlongOuter('dy', depth, g.outChannels),
      }),
    writes: [parts],
    reads: [x, dy],
    workgroups: tiles(shape),
  });
  return shape.splits === 1 ? parts : addParts(gpu, parts, shape.splits, filterShape);
}

/** dx from `dy` and `w`. At strides above one, input positions that the same taps reach are computed together. */
export function conv2dInputGradient(
  gpu: WebGPUInternals,
  g: ConvGeometry,
  dy: TensorInfo,
  w: TensorInfo,
): TensorInfo {
  const phases = inputPhases(g);
  const { height, width, rows } = phaseRows(g);
  const longest = Math.max(...phases.map((phase) => phase.taps.length)) * g.outChannels;
  const shape = { ...chooseShape(rows, g.inChannels, Math.max(1, longest), false), splits: phases.length };
  const dx = emptyTensor(gpu, [g.batch, g.inHeight, g.inWidth, g.inChannels]);
  const depths = phases.map((phase) => `${phase.taps.length * g.outChannels}u`).join(', ');
  runKernel(gpu, {
    key: `conv2d-input-gradient ${geometryKey(g)}`,
    code: () =>
      gemmShader({
        shape,
        bindings: `${bindings([
          ['dy', g.outChannels],
          ['w', g.outChannels],
        ])}
const DEPTHS = array<u32, ${phases.length}>(${depths});`,
        a: gradientsAlongDepth(g, phases),
        b: filterAlongDepth(g),
        range: { from: '0u', to: 'DEPTHS[part]' },
        store: `
    let n = row / ${height * width}u;
    let iy = (row / ${width}u) % ${height}u * ${g.strideHeight}u + part / ${g.strideWidth}u;
    let ix = row % ${width}u * ${g.strideWidth}u + part % ${g.strideWidth}u;
    if (iy < ${g.inHeight}u && ix < ${g.inWidth}u) {
      result[((n * ${g.inHeight}u + iy) * ${g.inWidth}u + ix) * ${g.inChannels}u + column] = value;
    }`,
      }),
    writes: [dx],
    reads: [dy, w],
    workgroups: tiles(shape),
  });
  return dx;
}
