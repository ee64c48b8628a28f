/** Depthwise convolution, one filter per channel, and both of its gradients. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvGeometry } from '../conv-geometry';
import type { FusedActivation } from '../activations';
import { type WasmKernels, ACTIVATION_CODES } from './wasm-kernels';

interface Walk {
  source: TensorInfo;
  weights: TensorInfo;
  result: TensorInfo;
  bias: TensorInfo | null;
  step: [y: number, x: number];
  offset: [y: number, x: number];
  dilation: [y: number, x: number];
  divide: [y: number, x: number];
  activation: FusedActivation;
}

function walk(wasm: WasmKernels, g: ConvGeometry, one: Walk): TensorInfo {
  const [images, height, width, channels] = one.result.shape;
  const [, sourceHeight, sourceWidth] = one.source.shape;
  const chunks = wasm.chunks((images * height * width * channels * g.filterHeight * g.filterWidth) / 8);
  const chunkBytes = Math.ceil((g.filterHeight * g.filterWidth * 8) / 64) * 64;
  wasm.run(
    'depthwise',
    [
      wasm.address(one.source),
      wasm.address(one.weights),
      wasm.address(one.result),
      one.bias ? wasm.address(one.bias) : 0,
      wasm.scratch(chunkBytes * chunks),
      chunkBytes,
      images,
      height,
      width,
      sourceHeight,
      sourceWidth,
      channels,
      g.filterHeight,
      g.filterWidth,
      ...one.step,
      ...one.offset,
      ...one.dilation,
      ...one.divide,
      ACTIVATION_CODES[one.activation],
    ],
    chunks,
  );
  return one.result;
}

/** activation(x ∗ w + bias): `[batch, height, width, channels]`. */
export function depthwiseForward(
  wasm: WasmKernels,
  g: ConvGeometry,
  x: TensorInfo,
  w: TensorInfo,
  bias: TensorInfo | null,
  activation: FusedActivation,
): TensorInfo {
  return walk(wasm, g, {
    source: x,
    weights: w,
    result: wasm.output([g.batch, g.outHeight, g.outWidth, g.inChannels]),
    bias,
    step: [g.strideHeight, g.strideWidth],
    offset: [-g.padTop, -g.padLeft],
    dilation: [g.dilationHeight, g.dilationWidth],
    divide: [1, 1],
    activation,
  });
}

/** dx of x ∗ w. */
export function depthwiseInputGradient(
  wasm: WasmKernels,
  g: ConvGeometry,
  dy: TensorInfo,
  w: TensorInfo,
): TensorInfo {
  return walk(wasm, g, {
    source: dy,
    weights: w,
    result: wasm.output([g.batch, g.inHeight, g.inWidth, g.inChannels]),
    bias: null,
    step: [1, 1],
    offset: [g.padTop, g.padLeft],
    dilation: [-g.dilationHeight, -g.dilationWidth],
    divide: [g.strideHeight, g.strideWidth],
    activation: 'linear',
  });
}

/** dw of x ∗ w, `[height, width, channels, 1]`. */
export function depthwiseFilterGradient(
  wasm: WasmKernels,
  g: ConvGeometry,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo {
  const dw = wasm.output([g.filterHeight, g.filterWidth, g.inChannels, 1]);
  const taps = g.filterHeight * g.filterWidth;
  const length = taps * g.inChannels;
  const rows = g.batch * g.outHeight;
  const chunks = Math.min(rows, wasm.chunks((rows * g.outWidth * length) / 8));
  const chunkBytes = Math.ceil((length * 4) / 64) * 64;
  const scratch = wasm.scratch(chunkBytes * chunks);
  wasm.run(
    'depthwiseFilterGradient',
    [
      wasm.address(x),
      wasm.address(dy),
      scratch,
      chunkBytes,
      g.batch,
      g.inHeight,
      g.inWidth,
      g.outHeight,
      g.outWidth,
      g.inChannels,
      g.filterHeight,
      g.filterWidth,
      g.strideHeight,
      g.strideWidth,
      g.dilationHeight,
      g.dilationWidth,
      g.padTop,
      g.padLeft,
    ],
    chunks,
  );
  wasm.run('sumParts', [scratch, chunkBytes, chunks, wasm.address(dw), length]);
  return dw;
}
