/** Batch norms in training and with given statistics, with activation and residual, compared with float64 loops. */
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkOps } from '../../layers/ops';
import { drawNorm, drawStatistics, NORM_EPSILON, type NormShape, type NormTestCase } from '../norm-cases';
import { referenceBatchNorm, referenceBatchNormGradients, referenceMoments } from '../reference-batch-norm';
import { relativeError } from '../reference-conv';
import { referenceFrozenNorm, referenceFrozenNormGradients } from '../reference-frozen-norm';
import { valueAndGradients, type Check, type KernelBackendName } from './check';

interface NormCase extends NormTestCase {
  shape: NormShape;
}

const CASES: NormCase[] = [
  { shape: [2, 7, 5, 3], activation: 'linear', residual: false },
  { shape: [3, 5, 3, 65], activation: 'relu', residual: true },
  { shape: [2, 14, 14, 24], activation: 'relu6', residual: false },
];
/** Enough work for WASM to divide among its threads. */
const LARGE_CASES: NormCase[] = [
  { shape: [4, 28, 27, 17], activation: 'relu', residual: true },
  { shape: [4, 28, 27, 17], activation: 'relu6', residual: false },
];
const MOMENTUM = 0.1;

const titleOf = ({ shape, activation, residual }: NormCase) =>
  `[${shape.join(',')}] ${activation}${residual ? ', residual' : ''}`;

function uploadNorm(one: NormCase) {
  const { sizes, values, dy } = drawNorm(one);
  const inputs: tf.Tensor[] = [
    tf.tensor(values.x, one.shape),
    tf.tensor1d(values.gamma),
    tf.tensor1d(values.beta),
  ];
  if (values.residual) inputs.push(tf.tensor(values.residual, one.shape));
  return { sizes, values, inputs, dy, slopes: tf.tensor(dy, one.shape) };
}

interface Gradients {
  dx: Float64Array;
  dgamma: Float64Array;
  dbeta: Float64Array;
  dresidual: Float64Array;
}

function compare(found: Float32Array[], y: Float64Array, gradients: Gradients): Record<string, number> {
  const { dx, dgamma, dbeta, dresidual } = gradients;
  const expected = { y, dx, dgamma, dbeta, dresidual };
  return Object.fromEntries(
    Object.entries(expected)
      .slice(0, found.length)
      .map(([name, values], i) => [name, relativeError(found[i], values)]),
  );
}

function training(ops: NetworkOps, one: NormCase): Check {
  return {
    title: `batch norm in training ${titleOf(one)}`,
    async errors() {
      const { sizes, values, inputs, dy, slopes } = uploadNorm(one);
      const { rows, channels } = sizes;
      const moving = {
        mean: tf.tidy(() => tf.variable(tf.zeros([channels]), false)),
        variance: tf.tidy(() => tf.variable(tf.ones([channels]), false)),
      };
      const found = await valueAndGradients(
        (x, gamma, beta, residual) =>
          ops.normTraining(
            x as tf.Tensor4D,
            gamma as tf.Tensor1D,
            beta as tf.Tensor1D,
            one.residual ? (residual as tf.Tensor4D) : null,
            { epsilon: NORM_EPSILON, momentum: MOMENTUM, moving, activation: one.activation },
          ),
        inputs,
        slopes,
      );
      const moments = referenceMoments(values.x, sizes);
      const mean = moments.mean.map((v) => MOMENTUM * v);
      const variance = moments.variance.map((v) => 1 - MOMENTUM + (MOMENTUM * v * rows) / (rows - 1));
      const errors = {
        ...compare(found, referenceBatchNorm(values, sizes), referenceBatchNormGradients(values, sizes, dy)),
        'moving mean': relativeError(await moving.mean.data(), mean),
        'moving variance': relativeError(await moving.variance.data(), variance),
      };
      tf.dispose([moving.mean, moving.variance]);
      return errors;
    },
  };
}

function frozen(ops: NetworkOps, one: NormCase): Check {
  return {
    title: `frozen norm ${titleOf(one)}`,
    async errors() {
      const { sizes, values, inputs, dy, slopes } = uploadNorm(one);
      const given = drawStatistics(sizes.channels);
      const [mean, variance] = [tf.tensor1d(given.mean), tf.tensor1d(given.variance)];
      const found = await valueAndGradients(
        (x, gamma, beta, residual) =>
          ops.normInference(
            x as tf.Tensor4D,
            gamma as tf.Tensor1D,
            beta as tf.Tensor1D,
            one.residual ? (residual as tf.Tensor4D) : null,
            { epsilon: NORM_EPSILON, mean, variance, activation: one.activation },
          ),
        inputs,
        slopes,
      );
      tf.dispose([mean, variance]);
      const all = { ...values, ...given };
      return compare(found, referenceFrozenNorm(all, sizes), referenceFrozenNormGradients(all, sizes, dy));
    },
  };
}

export function normChecks(backend: KernelBackendName, ops: NetworkOps): Check[] {
  const cases = backend === 'wasm' ? [...CASES, ...LARGE_CASES] : CASES;
  return cases.flatMap((one) => [training(ops, one), frozen(ops, one)]);
}
