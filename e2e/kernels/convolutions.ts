/** Convolutions and depthwise convolutions: forward, filter gradient and input gradient, against float64 loops. */
import * as tf from '@tensorflow/tfjs-core';
import * as webgpu from '../../src/ml/kernels/webgpu/conv2d';
import type { ConvGeometry } from '../../src/ml/kernels/webgpu/conv-geometry';
import * as webgpuDepthwise from '../../src/ml/kernels/webgpu/depthwise';
import { asFloat, isHalf, narrowTensor, widenTensor } from '../../src/ml/kernels/webgpu/half';
import { internals } from '../../src/ml/kernels/webgpu/internals';
import { mixedConvolution, mixedDepthwise } from '../../src/ml/kernels/webgpu/mixed-convolution';
import * as wasm from '../../src/ml/kernels/wasm/convolution';
import * as wasmDepthwise from '../../src/ml/kernels/wasm/depthwise';
import { wasmKernels } from '../../src/ml/kernels/wasm/wasm-kernels';
import type { NetworkOps } from '../../src/ml/layers/ops';
import { caseTitle, convCase, depthwiseCase } from '../../src/ml/testing/conv-cases';
import { draw, drawConvCase, readInfo } from '../../src/ml/testing/draw-case';
import { referenceActivation } from '../../src/ml/testing/reference-activation';
import {
  convSizes,
  referenceFilterGradient,
  referenceForward,
  referenceInputGradient,
  relativeError,
} from '../../src/ml/testing/reference-conv';
import { f16ToFloat32, float32ToF16 } from '../../src/ml/weights/half';
import { valueAndGradients, type Check, type KernelBackendName } from './check';

/** Channels that four divides and others; strides, padding and dilation; a sum long enough to be cut in parts. */
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

/** Enough work for WASM to share out among its threads. */
const LARGE_CASES = [convCase([4, 24, 23, 20], [3, 3], 36), convCase([3, 25, 24, 17], [3, 3], 30, 2, 1)];
const LARGE_DEPTHWISE_CASES = [
  depthwiseCase([4, 24, 23, 24], [3, 3]),
  depthwiseCase([3, 25, 24, 33], [3, 3], 2, 1),
];

interface Products {
  forward(g: ConvGeometry, x: tf.TensorInfo, w: tf.TensorInfo): tf.TensorInfo;
  filterGradient(g: ConvGeometry, x: tf.TensorInfo, dy: tf.TensorInfo): tf.TensorInfo;
  inputGradient(g: ConvGeometry, dy: tf.TensorInfo, w: tf.TensorInfo): tf.TensorInfo;
}

const PRODUCTS: Record<KernelBackendName, { full: Products; depthwise: Products }> = {
  webgpu: {
    full: {
      forward: (...args) => webgpu.conv2dForward(internals(), ...args),
      filterGradient: (...args) => webgpu.conv2dFilterGradient(internals(), ...args),
      inputGradient: (...args) => webgpu.conv2dInputGradient(internals(), ...args),
    },
    depthwise: {
      forward: (...args) => webgpuDepthwise.depthwiseForward(internals(), ...args),
      filterGradient: (...args) => webgpuDepthwise.depthwiseFilterGradient(internals(), ...args),
      inputGradient: (...args) => webgpuDepthwise.depthwiseInputGradient(internals(), ...args),
    },
  },
  wasm: {
    full: {
      forward: (...args) => wasm.convolutionForward(wasmKernels(), ...args, null, 'linear'),
      filterGradient: (...args) => wasm.convolutionFilterGradient(wasmKernels(), ...args),
      inputGradient: (...args) => wasm.convolutionInputGradient(wasmKernels(), ...args),
    },
    depthwise: {
      forward: (...args) => wasmDepthwise.depthwiseForward(wasmKernels(), ...args, null, 'linear'),
      filterGradient: (...args) => wasmDepthwise.depthwiseFilterGradient(wasmKernels(), ...args),
      inputGradient: (...args) => wasmDepthwise.depthwiseInputGradient(wasmKernels(), ...args),
    },
  },
};

function product(g: ConvGeometry, depthwise: boolean, products: Products): Check {
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

const rounded = (values: Float32Array) => f16ToFloat32(float32ToF16(values));

/** What is left of an error when the result's own rounding to 16 bits is taken off: half of binary16's last place. */
const beyondRounding = (error: number) => Math.max(0, error - 2 ** -11);

/** Operands of 16 bits, sums of 32; compared with loops over rounded operands. */
function mixed(): Check {
  const g = convCase([2, 6, 5, 8], [3, 3], 12, 2, 1);
  return {
    title: `convolution of stored 16 bits ${caseTitle(g)}`,
    async errors() {
      const gpu = internals();
      const precision = { mixed: true, tiles: 'f32' } as const;
      const { values, tensors, dispose } = drawConvCase(g);
      const half = narrowTensor(gpu, tensors.x);
      const forward = webgpu.conv2dForward(gpu, g, half, tensors.w, precision);
      if (!isHalf(forward)) throw new Error('The result should have 16 bits.');
      const y = await readInfo(widenTensor(gpu, forward));
      const dw = await readInfo(webgpu.conv2dFilterGradient(gpu, g, half, tensors.dy, precision));
      const dx = await readInfo(webgpu.conv2dInputGradient(gpu, g, tensors.dy, tensors.w, precision));
      for (const { dataId } of [half, forward]) gpu.disposeData(dataId);
      dispose();
      const [x, w, dy] = [values.x, values.w, values.dy].map(rounded);
      return {
        'y, beyond its rounding': beyondRounding(relativeError(y, referenceForward(g, x, w))),
        dw: relativeError(dw, referenceFilterGradient(g, x, dy)),
        dx: relativeError(dx, referenceInputGradient(g, dy, w)),
      };
    },
  };
}

/** The same as an operation of a network, with its bias and ReLU; a depthwise one rounds its result alone. */
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

export function convolutionChecks(backend: KernelBackendName, ops: NetworkOps): Check[] {
  const { full, depthwise } = PRODUCTS[backend];
  const large = backend === 'wasm';
  return [
    ...[...CASES, ...(large ? LARGE_CASES : [])].map((g) => product(g, false, full)),
    ...[...DEPTHWISE_CASES, ...(large ? LARGE_DEPTHWISE_CASES : [])].map((g) => product(g, true, depthwise)),
    biased(ops, false),
    biased(ops, true),
    ...(backend === 'webgpu' ? [mixed(), mixedOperation(false), mixedOperation(true)] : []),
  ];
}
