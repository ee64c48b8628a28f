/**
 * Convolution and both of its gradients. The forward pass and the input gradient are gathered matrix products; with a
 * stride, the input gradient is one product per phase of the stride, using the taps that reach that phase.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvGeometry } from '../conv-geometry';
import type { FusedActivation } from '../activations';
import { type WasmKernels, ACTIVATION_CODES } from './wasm-kernels';

/** Sizes of packed rows and filters: four rows per tile, eight columns per panel. */
const ROWS = 4;
const PANEL = 8;
/** Bytes that the kernel stores about the pixels of each tile. */
const PLACE_BYTES = 64;
/** A block of packed rows fits a core's second-level cache, a panel with this many values of k the first. */
const TILES_PER_BLOCK = 36;
const DEPTH_PER_BLOCK = 384;
/** Values that the filter gradient packs at a time: at most half a megabyte. */
const BLOCK_VALUES = 64 * 1024;
const SHORT_ROW = 14;

/** A matrix product whose rows are gathered from pixels: see `assembly/gather-gemm.ts`. */
interface Gathered {
  source: number;
  sourceHeight: number;
  sourceWidth: number;
  depth: number;
  filter: { address: number; tapStride: number; depthStride: number; columnStride: number };
  output: number;
  outHeight: number;
  outWidth: number;
  columns: number;
  images: number;
  gridHeight: number;
  gridWidth: number;
  step: [y: number, x: number];
  scale: [y: number, x: number];
  origin: [y: number, x: number];
  taps: { index: number; offsetY: number; offsetX: number }[];
  bias: number;
  activation: FusedActivation;
}

function gatheredProduct(wasm: WasmKernels, g: Gathered): void {
  const taps = g.taps.length;
  const rows = g.images * g.gridHeight * g.gridWidth;
  const panels = Math.ceil(g.columns / PANEL);
  const chunks = wasm.chunks((rows * taps * g.depth * g.columns) / 16);
  const packedBytes = panels * taps * g.depth * PANEL * 4;
  const depthPerBlock = Math.max(1, Math.min(DEPTH_PER_BLOCK, taps * g.depth));
  const chunkBytes = TILES_PER_BLOCK * (PLACE_BYTES + depthPerBlock * ROWS * 4) + 64;
  const zeros = wasm.zerosFor(g.depth * 4);
  const packed = wasm.scratch(packedBytes + chunkBytes * chunks + 64);
  const blocks = Math.ceil((packed + packedBytes) / 64) * 64;
  wasm.run(
    'packFilter',
    [
      g.filter.address,
      packed,
      taps,
      g.depth,
      g.columns,
      g.filter.tapStride,
      g.filter.depthStride,
      g.filter.columnStride,
      ...g.taps.map(({ index }) => index),
    ],
    wasm.chunks(packedBytes / 4, 2),
  );
  const sourceBytes = g.images * g.sourceHeight * g.sourceWidth * g.depth * 4;
  const overPanels = packedBytes > sourceBytes && panels >= chunks * 2;
  wasm.run(
    'gatherGemm',
    [
      g.source,
      packed,
      g.output,
      g.bias,
      zeros,
      blocks,
      chunkBytes,
      g.images,
      g.gridHeight,
      g.gridWidth,
      g.sourceHeight,
      g.sourceWidth,
      g.depth,
      g.outHeight,
      g.outWidth,
      g.columns,
      ...g.step,
      ...g.scale,
      ...g.origin,
      ACTIVATION_CODES[g.activation],
      taps,
      TILES_PER_BLOCK,
      depthPerBlock,
      overPanels ? 1 : 0,
      ...g.taps.flatMap(({ offsetY, offsetX }) => [offsetY, offsetX]),
    ],
    chunks,
  );
}

/** activation(x ∗ w + bias): `[batch, height, width, out]`. */
export function convolutionForward(
  wasm: WasmKernels,
  g: ConvGeometry,
  x: TensorInfo,
  w: TensorInfo,
  bias: TensorInfo | null,
  activation: FusedActivation,
): TensorInfo {
  const y = wasm.output([g.batch, g.outHeight, g.outWidth, g.outChannels]);
  const taps = tapsOf(g).map(({ r, c }) => ({
    index: r * g.filterWidth + c,
    offsetY: r * g.dilationHeight - g.padTop,
    offsetX: c * g.dilationWidth - g.padLeft,
  }));
  gatheredProduct(wasm, {
    source: wasm.address(x),
    sourceHeight: g.inHeight,
    sourceWidth: g.inWidth,
    depth: g.inChannels,
    filter: {
      address: wasm.address(w),
      tapStride: g.inChannels * g.outChannels,
      depthStride: g.outChannels,
      columnStride: 1,
    },
    output: wasm.address(y),
    outHeight: g.outHeight,
    outWidth: g.outWidth,
    columns: g.outChannels,
    images: g.batch,
    gridHeight: g.outHeight,
    gridWidth: g.outWidth,
    step: [g.strideHeight, g.strideWidth],
    scale: [1, 1],
    origin: [0, 0],
    taps,
    bias: bias ? wasm.address(bias) : 0,
    activation,
  });
  return y;
}

/** dx of x ∗ w. */
export function convolutionInputGradient(
  wasm: WasmKernels,
  g: ConvGeometry,
  dy: TensorInfo,
  w: TensorInfo,
): TensorInfo {
  const dx = wasm.output([g.batch, g.inHeight, g.inWidth, g.inChannels]);
  for (let y = 0; y < Math.min(g.strideHeight, g.inHeight); y++)
    for (let x = 0; x < Math.min(g.strideWidth, g.inWidth); x++) {
      const taps = tapsOf(g).flatMap(({ r, c }) => {
        const fromY = y + g.padTop - r * g.dilationHeight;
        const fromX = x + g.padLeft - c * g.dilationWidth;
        if (fromY % g.strideHeight !== 0 || fromX % g.strideWidth !== 0) return [];
        const index = r * g.filterWidth + c;
        return [{ index, offsetY: fromY / g.strideHeight, offsetX: fromX / g.strideWidth }];
      });
      gatheredProduct(wasm, {
        source: wasm.address(dy),
        sourceHeight: g.outHeight,
        sourceWidth: g.outWidth,
        depth: g.outChannels,
        filter: {
          address: wasm.address(w),
          tapStride: g.inChannels * g.outChannels,
          depthStride: 1,
          columnStride: g.outChannels,
        },
        output: wasm.address(dx),
        outHeight: g.inHeight,
        outWidth: g.inWidth,
        columns: g.inChannels,
        images: g.batch,
        gridHeight: Math.ceil((g.inHeight - y) / g.strideHeight),
        gridWidth: Math.ceil((g.inWidth - x) / g.strideWidth),
        step: [1, 1],
        scale: [g.strideHeight, g.strideWidth],
        origin: [y, x],
        taps,
        bias: 0,
        activation: 'linear',
      });
    }
  return dx;
}

function tapsOf(g: ConvGeometry): { r: number; c: number }[] {
  return Array.from({ length: g.filterHeight * g.filterWidth }, (_, i) => ({
    r: Math.floor(i / g.filterWidth),
    c: i % g.filterWidth,
  }));
}

/** dw of x ∗ w, `[height, width, in, out]`. */
export function convolutionFilterGradient(
  wasm: WasmKernels,
  g: ConvGeometry,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo {
  const dw = wasm.output([g.filterHeight, g.filterWidth, g.inChannels, g.outChannels]);
  const pointwise = isPointwise(g);
  const flat = pointwise ? flatten(g) : g;
  const width = (flat.outWidth - 1) * flat.strideWidth + (flat.filterWidth - 1) * flat.dilationWidth + 1;
  const inRow = width * (Math.ceil(flat.inChannels / 4) * 4);
  const outRow = flat.outWidth * (Math.ceil(flat.outChannels / 8) * 8);
  // short rows take longer to loop over than to copy; only dy has to stay in the cache then
  const gathers = !pointwise && flat.outWidth <= SHORT_ROW;
  const apron = (flat.filterHeight - 1) * flat.dilationHeight + 1 - flat.strideHeight;
  const valuesOf = (rows: number) => (rows * flat.strideHeight + apron) * inRow + rows * outRow;
  const perRow = flat.strideHeight * inRow + outRow;
  const rows = gathers
    ? flat.outHeight
    : clamp(Math.floor((BLOCK_VALUES - apron * inRow) / perRow), 1, flat.outHeight);
  const perImage = gathers ? (flat.outHeight * outRow) / (2 * wasm.threads) : valuesOf(rows);
  const images = rows < flat.outHeight ? 1 : clamp(Math.floor(BLOCK_VALUES / perImage), 1, flat.batch);
  const products = flat.batch * flat.outHeight * flat.outWidth * dw.shape.reduce((a, b) => a * b, 1);
  const chunks = wasm.chunks(products / 16, 1);
  const gatheredValues = gathers ? images * rows * flat.outWidth * 4 : 0;
  const chunkBytes = Math.ceil(((images * valuesOf(rows) + gatheredValues) * 4) / 64) * 64;
  wasm.run(
    'filterGradient',
    [
      wasm.address(x),
      wasm.address(dy),
      wasm.address(dw),
      wasm.scratch(chunkBytes * chunks),
      chunkBytes,
      flat.batch,
      flat.inHeight,
      flat.inWidth,
      flat.inChannels,
      flat.outHeight,
      flat.outWidth,
      flat.outChannels,
      flat.filterHeight,
      flat.filterWidth,
      flat.strideHeight,
      flat.strideWidth,
      flat.dilationHeight,
      flat.dilationWidth,
      flat.padTop,
      flat.padLeft,
      images,
      rows,
      gathers ? 1 : 0,
    ],
    chunks,
  );
  return dw;
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** True for a single tap at stride 1: no pixel has neighbours. */
function isPointwise(g: ConvGeometry): boolean {
  return (
    g.filterHeight === 1 &&
    g.filterWidth === 1 &&
    g.strideHeight === 1 &&
    g.strideWidth === 1 &&
    g.padTop === 0 &&
    g.padLeft === 0 &&
    g.inHeight === g.outHeight &&
    g.inWidth === g.outWidth
  );
}

/** The same pixels as one image of long rows. */
function flatten(g: ConvGeometry): ConvGeometry {
  const [height, width] =
    g.outHeight * g.outWidth <= 512
      ? [g.batch, g.outHeight * g.outWidth]
      : [g.batch * g.outHeight, g.outWidth];
  return { ...g, batch: 1, inHeight: height, inWidth: width, outHeight: height, outWidth: width };
}
