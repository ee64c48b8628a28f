/**
 * Batch norm with its residual and activation, using the batch's statistics or given ones. Forward and backward each
 * take two passes over the image: sums, then values. Also a bias's gradient, which is half of a norm's.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { FusedActivation } from '../activations';
import { float, wasmKernels, type WasmKernels, ACTIVATION_CODES } from './wasm-kernels';

export interface NormStatistics {
  epsilon: number;
  momentum: number;
  moving: { mean: tf.Variable; variance: tf.Variable };
}

const asTensor = (info: tf.TensorInfo) => tf.engine().makeTensorFromTensorInfo(info);

interface Sizes {
  rows: number;
  channels: number;
}

function sizesOf(shape: readonly number[]): Sizes {
  const channels = shape[shape.length - 1];
  return { rows: shape.reduce((a, b) => a * b, 1) / channels, channels };
}

/** Scratch for the sums of each chunk: two in float64, two in float32. */
function roomForSums(wasm: WasmKernels, { rows, channels }: Sizes) {
  const chunks = Math.min(rows, wasm.chunks(rows * channels));
  const bytes = Math.ceil((channels * 24) / 64) * 64;
  return { chunks, bytes, address: wasm.scratch(bytes * chunks) };
}

/**
 * activation(γ · (x − μ) / √(σ² + ε) + β [+ residual]) with the batch's own statistics, biased σ². Updates the moving
 * averages, with the unbiased variance. Differentiable in x, γ, β and the residual.
 */
export function batchNormTraining(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  residual: tf.Tensor4D | null,
  { epsilon, momentum, moving }: NormStatistics,
  activation: FusedActivation,
): tf.Tensor4D {
  const operation = tf.customGrad((...args: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [tx, tgamma, tbeta, tresidual] = args as tf.Tensor[];
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const wasm = wasmKernels();
    const { factor, offset, mean, inverse } = statistics(wasm, tx, tgamma, tbeta, {
      epsilon,
      momentum,
      moving,
    });
    const y = apply(wasm, tx, factor, offset, residual ? tresidual : null, activation);
    save([tx, y, mean, inverse, tgamma]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, [sx, sy, smean, sinverse, sgamma]: tf.Tensor[]) =>
        trainingGradients(wasm, dy, sx, sy, smean, sinverse, sgamma, residual !== null, activation),
    };
  });
  return operation(...(residual ? [x, gamma, beta, residual] : [x, gamma, beta]));
}

function statistics(
  wasm: WasmKernels,
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  { epsilon, momentum, moving }: NormStatistics,
) {
  const sizes = sizesOf(x.shape);
  const vector = () => asTensor(wasm.output([sizes.channels]));
  const [mean, inverse, factor, offset, newMean, newVariance] = Array.from({ length: 6 }, vector);
  const room = roomForSums(wasm, sizes);
  const at = (tensor: tf.TensorInfo) => wasm.address(tensor);
  const { rows, channels } = sizes;
  wasm.run('normSums', [at(x), rows, channels, room.address, room.bytes], room.chunks);
  wasm.run('normMoments', [
    at(x),
    rows,
    channels,
    room.address,
    room.bytes,
    room.chunks,
    at(gamma),
    at(beta),
    at(moving.mean),
    at(moving.variance),
    at(newMean),
    at(newVariance),
    at(mean),
    at(inverse),
    at(factor),
    at(offset),
    float(epsilon),
    float(momentum),
  ]);
  // not in place, since clones of them would change, too
  moving.mean.assign(newMean);
  moving.variance.assign(newVariance);
  return { mean, inverse, factor, offset };
}

function apply(
  wasm: WasmKernels,
  x: tf.Tensor,
  factor: tf.Tensor,
  offset: tf.Tensor,
  residual: tf.Tensor | null,
  activation: FusedActivation,
): tf.Tensor4D {
  const { rows, channels } = sizesOf(x.shape);
  const y = wasm.output(x.shape);
  wasm.run(
    'normApply',
    [
      wasm.address(x),
      wasm.address(factor),
      wasm.address(offset),
      residual ? wasm.address(residual) : 0,
      wasm.address(y),
      rows,
      channels,
      ACTIVATION_CODES[activation],
    ],
    wasm.chunks(rows * channels),
  );
  return asTensor(y) as tf.Tensor4D;
}

interface GradientSums {
  /** dy where the activation passes it, else 0; null if there is no activation, since dz is then dy. */
  dz: tf.Tensor | null;
  dgamma: tf.Tensor;
  dbeta: tf.Tensor;
  /** dx = a · dz + b · (x − mean) + c */
  coefficients: tf.Tensor[];
}

/** Sums over the batch. `wants` says whether to write dz. */
function gradientSums(
  wasm: WasmKernels,
  dy: tf.Tensor,
  y: tf.Tensor,
  norm: { x: tf.Tensor; mean: tf.Tensor; inverse: tf.Tensor; gamma: tf.Tensor } | null,
  activation: FusedActivation,
  wants: boolean,
): GradientSums {
  const sizes = sizesOf(dy.shape);
  const { rows, channels } = sizes;
  const at = (tensor: tf.TensorInfo) => wasm.address(tensor);
  const dz = wants ? asTensor(wasm.output(dy.shape)) : null;
  const [dgamma, dbeta, ...coefficients] = Array.from({ length: norm ? 5 : 2 }, () =>
    asTensor(wasm.output([channels])),
  );
  const room = roomForSums(wasm, sizes);
  wasm.run(
    'normGradientSums',
    [
      at(dy),
      at(y),
      norm ? at(norm.x) : 0,
      norm ? at(norm.mean) : 0,
      rows,
      channels,
      dz ? at(dz) : 0,
      ACTIVATION_CODES[activation],
      room.address,
      room.bytes,
    ],
    room.chunks,
  );
  wasm.run('normGradientMoments', [
    rows,
    channels,
    room.address,
    room.bytes,
    room.chunks,
    norm ? at(norm.gamma) : 0,
    norm ? at(norm.inverse) : 0,
    at(dgamma),
    at(dbeta),
    ...coefficients.map(at),
  ]);
  return { dz, dgamma, dbeta, coefficients };
}

function trainingGradients(
  wasm: WasmKernels,
  dy: tf.Tensor,
  x: tf.Tensor,
  y: tf.Tensor,
  mean: tf.Tensor,
  inverse: tf.Tensor,
  gamma: tf.Tensor,
  hasResidual: boolean,
  activation: FusedActivation,
): tf.Tensor[] {
  const { rows, channels } = sizesOf(x.shape);
  // the residual's gradient is what the second pass needs, so that pass does not have to read y again
  const wants = hasResidual && activation !== 'linear';
  const norm = { x, mean, inverse, gamma };
  const { dz, dgamma, dbeta, coefficients } = gradientSums(wasm, dy, y, norm, activation, wants);
  const dx = wasm.output(x.shape);
  wasm.run(
    'normGradientApply',
    [
      wasm.address(dz ?? dy),
      wasm.address(y),
      wasm.address(x),
      wasm.address(mean),
      ...coefficients.map((one) => wasm.address(one)),
      wasm.address(dx),
      rows,
      channels,
      ACTIVATION_CODES[dz ? 'linear' : activation],
    ],
    wasm.chunks(rows * channels),
  );
  const found = [asTensor(dx), dgamma, dbeta];
  return hasResidual ? [...found, dz ?? tf.clone(dy)] : found;
}

/** The same with given statistics; differentiable in x, γ, β and the residual. */
export function batchNormInference(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  residual: tf.Tensor4D | null,
  { epsilon, mean, variance }: { epsilon: number; mean: tf.Tensor1D; variance: tf.Tensor1D },
  activation: FusedActivation,
): tf.Tensor4D {
  const operation = tf.customGrad((...args: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [tx, tgamma, tbeta, tresidual] = args as tf.Tensor[];
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const wasm = wasmKernels();
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const factor = tf.mul(tgamma, inverse);
    const offset = tf.sub(tbeta, tf.mul(mean, factor));
    const y = apply(wasm, tx, factor, offset, residual ? tresidual : null, activation);
    save([tx, y, tf.clone(mean), inverse, tgamma, factor]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, [sx, sy, smean, sinverse, sgamma, sfactor]: tf.Tensor[]) => {
        const norm = { x: sx, mean: smean, inverse: sinverse, gamma: sgamma };
        const wants = residual !== null && activation !== 'linear';
        const { dz, dgamma, dbeta } = gradientSums(wasm, dy, sy, norm, activation, wants);
        const { rows, channels } = sizesOf(sx.shape);
        const dx = wasm.output(sx.shape);
        wasm.run(
          'scaleGradient',
          [
            wasm.address(dz ?? dy),
            wasm.address(sy),
            wasm.address(sfactor),
            wasm.address(dx),
            rows,
            channels,
            ACTIVATION_CODES[dz ? 'linear' : activation],
          ],
          wasm.chunks(rows * channels),
        );
        const found = [asTensor(dx), dgamma, dbeta];
        return residual ? [...found, dz ?? tf.clone(dy)] : found;
      },
    };
  });
  return operation(...(residual ? [x, gamma, beta, residual] : [x, gamma, beta]));
}

/** The gradient of a bias before an activation: for each channel, Σ of dy where the activation passes it. */
export function biasGradient(
  wasm: WasmKernels,
  dy: tf.Tensor,
  y: tf.Tensor,
  activation: FusedActivation,
): tf.Tensor {
  return gradientSums(wasm, dy, y, null, activation, false).dbeta;
}
