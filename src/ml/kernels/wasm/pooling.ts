/** The gradient of max pooling (tfjs's forward pass is as fast as ours), and global average pooling with its gradient. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernels } from './wasm-kernels';

/** The sizes of a pooling operation; tfjs's `Conv2DInfo` has them all. */
export interface PoolGeometry {
  batchSize: number;
  inHeight: number;
  inWidth: number;
  inChannels: number;
  outHeight: number;
  outWidth: number;
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  dilationHeight: number;
  dilationWidth: number;
  padInfo: { top: number; left: number };
}

/** The work, as the number of values that are read. */
function workOf(g: PoolGeometry): number {
  return (g.batchSize * g.outHeight * g.outWidth * g.inChannels * g.filterHeight * g.filterWidth) / 4;
}

/** dx: dy of each window goes to the first of its largest values, whatever their sign. */
export function maxPoolGradient(
  wasm: WasmKernels,
  g: PoolGeometry,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo {
  const dx = wasm.output(x.shape);
  const wanted = wasm.chunks(workOf(g));
  // the kernel can divide the work by images or by channels
  const chunks = g.batchSize >= wanted ? wanted : Math.min(Math.ceil(g.inChannels / 4), wanted);
  wasm.run(
    'maxPoolGradient',
    [
      wasm.address(x),
      wasm.address(dy),
      g.batchSize,
      g.inHeight,
      g.inWidth,
      g.inChannels,
      g.outHeight,
      g.outWidth,
      g.filterHeight,
      g.filterWidth,
      g.strideHeight,
      g.strideWidth,
      g.padInfo.top,
      g.padInfo.left,
      g.dilationHeight,
      g.dilationWidth,
      wasm.address(dx),
    ],
    chunks,
  );
  return dx;
}

/** `[batch, height, width, channels]` → `[batch, channels]` */
export function globalAverage(wasm: WasmKernels, x: TensorInfo): TensorInfo {
  const [batch, height, width, channels] = x.shape;
  const y = wasm.output([batch, channels]);
  const numbers = [wasm.address(x), wasm.address(y), batch, height * width, channels];
  wasm.run('globalAverage', numbers, wasm.chunks(batch * height * width * channels));
  return y;
}

/** Gives dy / (height · width) to every pixel. */
export function globalAverageGradient(
  wasm: WasmKernels,
  dy: TensorInfo,
  shape: readonly number[],
): TensorInfo {
  const [batch, height, width, channels] = shape;
  const dx = wasm.output(shape);
  const numbers = [wasm.address(dy), wasm.address(dx), batch, height * width, channels];
  wasm.run('globalAverageGradient', numbers, wasm.chunks(batch * height * width * channels));
  return dx;
}
