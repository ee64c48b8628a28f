/** Convolutions and depthwise convolutions: forward, filter gradient and input gradient, against float64 loops. */
import * as tf from '@tensorflow/tfjs-core';
import { conv2dFilterGradient, conv2dForward, conv2dInputGradient } from '../../kernels/webgpu/conv2d';
import type { ConvGeometry } from '../../kernels/conv-geometry';
import { depthwiseFilterGradient, depthwiseForward } from '../../kernels/webgpu/depthwise';
import type { TileType } from '../../kernels/webgpu/gemm';
import { asFloat, canBeHalf, isHalf, narrowTensor, widenTensor } from '../../kernels/webgpu/half';
import { internals, type WebGPUInternals } from '../../kernels/webgpu/internals';
import { mixedConvolution, mixedDepthwise } from '../../kernels/webgpu/mixed-convolution';
import type { NetworkOps } from '../../layers/ops';
import { caseTitle, convCase, depthwiseCase } from '../conv-cases';
import { draw, drawConvCase, readInfo } from '../draw-case';
import { referenceActivation } from '../reference-activation';
import {
  convSizes,
  referenceFilterGradient,
  referenceForward,
  referenceInputGradient,
  relativeError,
} from '../reference-conv';
import { f16ToFloat32, float32ToF16 } from '../../weights/half';
import { valueAndGradients, type Check, type KernelBackendName } from './check';

/** Channel counts divisible by four and others; strides, padding and dilation; a sum long enough to be split. */
const CASES = [
  convCase([2, 5, 7, 3], [1, 1], 5),
  convCase([2, 9, 7, 5], [3, 3], 6, 2, 1),
  convCase([1, 9, 9, 4], [3, 3], 8, 1, 'same', 2),
  convCase([3, 20, 21, 4], [3, 3], 4),
];
const DEPTHWISE_CASES = [
  depthwiseCase([2, 5, 6, 3], [3, 3]),
  depthwiseCase([2, 9, 8, 8], [3, 3], 2, 1),
  depthwiseCase([1, 9, 9, 4], [5, 5], 2),
];

/** Enough work for WASM to divide among its threads. */
const LARGE_CASES = [convCase([4, 24, 23, 20], [3, 3], 36), convCase([3, 25, 24, 17], [3, 3], 30, 2, 1)];
const LARGE_DEPTHWISE_CASES = [
  depthwiseCase([4, 24, 23, 24], [3, 3]),
  depthwiseCase([3, 25, 24, 33], [3, 3], 2, 1),
];

/** A backend's own kernels. */
export interface Products {
  forward(g: ConvGeometry, x: tf.TensorInfo, w: tf.TensorInfo): tf.TensorInfo;
  filterGradient(g: ConvGeometry, x: tf.TensorInfo, dy: tf.TensorInfo): tf.TensorInfo;
  inputGradient(g: ConvGeometry, dy: tf.TensorInfo, w: tf.TensorInfo): tf.TensorInfo;
}

/** All three products of a convolution. */
export function productsCheck(g: ConvGeometry, depthwise: boolean, products: Products): Check {
  return {
    title: `${depthwise ? 'depthwise' : 'convolution'} ${caseTitle(g)}`,
    async errors() {
      const { values, tensors, dispose } = drawConvCase(g, depthwise);
      const y = await readInfo(products.forward(g, tensors.x, tensors.w));
      const dw = await readInfo(products.filterGradient(g, tensors.x, tensors.dy));
      const dx = await readInfo(products.inputGradient(g, tensors.dy, tensors.w));
      dispose();
      return {
        y: relativeError(y, referenceForward(g, values.x, values.w, depthwise)),
        dw: relativeError(dw, referenceFilterGradient(g, values.x, values.dy, depthwise)),
        dx: relativeError(dx, referenceInputGradient(g, values.dy, values.w, depthwise)),
      };
    },
  };
}

/** As an operation of a network: with its bias and ReLU6, differentiated by tfjs's tape. */
function biased(ops: NetworkOps, depthwise: boolean): Check {
  const input: [number, number, number, number] = [2, 7, 9, 5];
  const g = depthwise ? depthwiseCase(input, [3, 3], 2, 1) : convCase(input, [3, 3], 7, 2, 1);
  return {
    title: `${depthwise ? 'depthwise' : 'convolution'} with bias and ReLU6 ${caseTitle(g)}`,
    async errors() {
      const { values, tensors } = drawConvCase(g, depthwise);
      const channels = convSizes(g, depthwise).y[3];
      const bias = draw([channels], 'bias');
      const sums = referenceForward(g, values.x, values.w, depthwise);
      const before = sums.map((sum, i) => sum + bias[i % channels]);
      const dz = values.dy.map((slope, i) => (before[i] > 0 && before[i] < 6 ? slope : 0));
      const dbias = new Float64Array(channels);
      for (const [i, slope] of dz.entries()) dbias[i % channels] += slope;
      const [y, dx, dw, db] = await valueAndGradients(
        (x, w, b) =>
          ops[depthwise ? 'depthwise' : 'convolution'](x as tf.Tensor4D, w as tf.Tensor4D, {
            bias: b as tf.Tensor1D,
            activation: 'relu6',
            stride: 2,
            padding: 1,
          }),
        [tensors.x, tensors.w, tf.tensor1d(bias)],
        tensors.dy,
      );
      return {
        y: relativeError(
          y,
          before.map((v) => referenceActivation(v, 'relu6')),
        ),
        dx: relativeError(dx, referenceInputGradient(g, dz, values.w, depthwise)),
        dw: relativeError(dw, referenceFilterGradient(g, values.x, dz, depthwise)),
        db: relativeError(db, dbias),
      };
    },
  };
}

/** The values rounded to binary16. */
export const rounded = (values: Float32Array) => f16ToFloat32(float32ToF16(values));

/** Half a unit in the last place of binary16. */
export const ROUNDING = 2 ** -11;

/** The part of an error that exceeds the result's own rounding to 16 bits. */
const beyondRounding = (error: number) => Math.max(0, error - ROUNDING);

/** Variants of mixed precision: images in 16 bits, as after a layer with a mixed form, or in 32. */
export interface MixedCase {
  stored: boolean;
  /** `f16` needs the device's `shader-f16`. */
  tiles: TileType;
}

/** 16-bit operands, 32-bit sums; compared with loops over rounded operands. */
export function mixedProductsCheck(g: ConvGeometry, { stored, tiles }: MixedCase): Check {
  return {
    title: `convolution of 16 bits${tiles === 'f16' ? ', tiles too' : ''} ${caseTitle(g)}`,
    async errors() {
      const gpu = internals();
      const precision = { mixed: true, tiles };
      const { values, tensors, dispose } = drawConvCase(g);
      const half = stored && canBeHalf(tensors.x.shape) ? narrowTensor(gpu, tensors.x) : null;
      const image = half ?? tensors.x;
      const forward = conv2dForward(gpu, g, image, tensors.w, precision);
      const narrow = expectHalf(forward, g.outChannels % 4 === 0);
      const y = await readEither(gpu, forward);
      const dw = await readInfo(conv2dFilterGradient(gpu, g, image, tensors.dy, precision));
      const dx = await readInfo(conv2dInputGradient(gpu, g, tensors.dy, tensors.w, precision));
      if (half) gpu.disposeData(half.dataId);
      dispose();
      const [x, w, dy] = [values.x, values.w, values.dy].map(rounded);
      const error = relativeError(y, referenceForward(g, x, w));
      return {
        'y, beyond its rounding': narrow ? beyondRounding(error) : error,
        dw: relativeError(dw, referenceFilterGradient(g, x, dy)),
        dx: relativeError(dx, referenceInputGradient(g, dy, w)),
      };
    },
  };
}

/** Depthwise: float32 arithmetic on values stored in 16 bits, if the number of channels is divisible by four. */
export function mixedDepthwiseCheck(g: ConvGeometry): Check {
  return {
    title: `depthwise convolution of stored 16 bits ${caseTitle(g)}`,
    async errors() {
      const gpu = internals();
      const { values, tensors, dispose } = drawConvCase(g, true);
      const half = canBeHalf(tensors.x.shape) ? narrowTensor(gpu, tensors.x) : null;
      const x = half ? rounded(values.x) : values.x;
      const forward = depthwiseForward(gpu, g, half ?? tensors.x, tensors.w, true);
      expectHalf(forward, half !== null);
      const y = await readEither(gpu, forward);
      const dw = await readInfo(depthwiseFilterGradient(gpu, g, half ?? tensors.x, tensors.dy));
      if (half) gpu.disposeData(half.dataId);
      dispose();
      const error = relativeError(y, referenceForward(g, x, values.w, true));
      return {
        'y, beyond its rounding': half ? beyondRounding(error) : error,
        dw: relativeError(dw, referenceFilterGradient(g, x, values.dy, true)),
      };
    },
  };
}

/** @throws Error if a result is not stored as it should be. */
function expectHalf(result: tf.TensorInfo, half: boolean): boolean {
  if (isHalf(result) !== half) throw new Error(`The result should have ${half ? 16 : 32} bits.`);
  return half;
}

/** The values of a kernel's result, in 16 bits or in 32; disposes of it. */
export async function readEither(gpu: WebGPUInternals, info: tf.TensorInfo): Promise<Float32Array> {
  if (!isHalf(info)) return readInfo(info);
  const wide = widenTensor(gpu, info);
  gpu.disposeData(info.dataId);
  return readInfo(wide);
}

/** The same as an operation of a network, with its bias and ReLU; the depthwise one rounds only its result. */
function mixedOperation(depthwise: boolean): Check {
  const input: [number, number, number, number] = [2, 6, 5, 8];
  const g = depthwise ? depthwiseCase(input, [3, 3], 2, 1) : convCase(input, [3, 3], 12, 2, 1);
  const settings = { stride: 2, padding: 1, activation: 'relu', tiles: 'f32' } as const;
  return {
    title: `${depthwise ? 'depthwise' : 'convolution with bias and ReLU'} of 16 bits ${caseTitle(g)}`,
    async errors() {
      const { values, tensors } = drawConvCase(g, depthwise);
      const operand = (one: Float32Array) => (depthwise ? one : rounded(one));
      const [x, w] = [values.x, values.w].map(operand);
      const bias = draw([g.outChannels], 'bias').map((v) => (depthwise ? 0 : v));
      const sums = referenceForward(g, x, w, depthwise).map((sum, i) => sum + bias[i % g.outChannels]);
      const y = depthwise ? sums : sums.map((v) => Math.max(0, v));
      const dz = values.dy.map((slope, i) => (depthwise || sums[i] > 0 ? slope : 0));
      const dbias = new Float64Array(g.outChannels);
      for (const [i, slope] of dz.entries()) dbias[i % g.outChannels] += slope;
      const shift = tf.tensor1d(bias);
      const found = await valueAndGradients(
        (image, kernel, offset) =>
          asFloat(
            depthwise
              ? mixedDepthwise(image as tf.Tensor4D, kernel as tf.Tensor4D, settings)
              : mixedConvolution(
                  image as tf.Tensor4D,
                  kernel as tf.Tensor4D,
                  offset as tf.Tensor1D,
                  settings,
                ),
          ),
        depthwise ? [tensors.x, tensors.w] : [tensors.x, tensors.w, shift],
        tensors.dy,
      );
      tf.dispose(shift);
      return {
        'y, beyond its rounding': beyondRounding(relativeError(found[0], y)),
        dx: relativeError(found[1], referenceInputGradient(g, operand(dz), w, depthwise)),
        dw: relativeError(found[2], referenceFilterGradient(g, x, operand(dz), depthwise)),
        db: depthwise ? 0 : relativeError(found[3], dbias),
      };
    },
  };
}

/** The products of both kinds, the network operations built on them and, on WebGPU, mixed precision. */
export function convolutionChecks(
  backend: KernelBackendName,
  ops: NetworkOps,
  { full, depthwise }: { full: Products; depthwise: Products },
): Check[] {
  const large = backend === 'wasm';
  const mixed = [
    mixedProductsCheck(convCase([2, 6, 5, 8], [3, 3], 12, 2, 1), { stored: true, tiles: 'f32' }),
    mixedOperation(false),
    mixedOperation(true),
  ];
  return [
    ...[...CASES, ...(large ? LARGE_CASES : [])].map((g) => productsCheck(g, false, full)),
    ...[...DEPTHWISE_CASES, ...(large ? LARGE_DEPTHWISE_CASES : [])].map((g) =>
      productsCheck(g, true, depthwise),
    ),
    biased(ops, false),
    biased(ops, true),
    ...(backend === 'webgpu' ? mixed : []),
  ];
}
