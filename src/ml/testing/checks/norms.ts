/** Batch norms, in training and with given statistics, with activation and residual, against float64 loops. */
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkOps } from '../../layers/ops';
import { draw } from '../draw-case';
import { referenceBatchNorm, referenceBatchNormGradients, referenceMoments } from '../reference-batch-norm';
import { relativeError } from '../reference-conv';
import { referenceFrozenNorm, referenceFrozenNormGradients } from '../reference-frozen-norm';
import { valueAndGradients, type Check, type KernelBackendName } from './check';

interface NormCase {
  shape: [number, number, number, number];
  activation: 'linear' | 'relu' | 'relu6';
  residual: boolean;
}

const CASES: NormCase[] = [
  { shape: [2, 7, 5, 3], activation: 'linear', residual: false },
  { shape: [3, 5, 3, 65], activation: 'relu', residual: true },
  { shape: [2, 14, 14, 24], activation: 'relu6', residual: false },
];
/** Enough work for WASM to share out among its threads. */
const LARGE_CASES: NormCase[] = [
  { shape: [4, 28, 27, 17], activation: 'relu', residual: true },
  { shape: [4, 28, 27, 17], activation: 'relu6', residual: false },
];
const EPSILON = 1e-3;
const MOMENTUM = 0.1;

const titleOf = ({ shape, activation, residual }: NormCase) =>
  `[${shape.join(',')}] ${activation}${residual ? ', residual' : ''}`;

/** Values with a mean far from zero, so that a careless variance would show. */
function drawNorm({ shape, residual, activation }: NormCase) {
  const channels = shape[3];
  const values = {
    x: draw(shape, 'x').map((v, i) => v * 2 + 20 * Math.sin(i % channels)),
    gamma: draw([channels], 'gamma').map((v) => 1 + 0.3 * v),
    beta: draw([channels], 'beta').map((v) => 1.5 * v),
    residual: residual ? draw(shape, 'residual') : null,
  };
  const inputs: tf.Tensor[] = [
    tf.tensor(values.x, shape),
    tf.tensor1d(values.gamma),
    tf.tensor1d(values.beta),
  ];
  if (values.residual) inputs.push(tf.tensor(values.residual, shape));
  const dy = draw(shape, 'dy');
  const own = activation === 'linear' ? ('none' as const) : activation;
  return { channels, values, inputs, dy, slopes: tf.tensor(dy, shape), activation: own };
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
      const { channels, values, inputs, dy, slopes, activation } = drawNorm(one);
      const rows = values.x.length / channels;
      const sizes = { rows, channels, epsilon: EPSILON, activation };
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
            { epsilon: EPSILON, momentum: MOMENTUM, moving, activation: one.activation },
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
      const { channels, values, inputs, dy, slopes, activation } = drawNorm(one);
      const given = {
        mean: draw([channels], 'mean').map((v, c) => 20 * Math.sin(c) + v),
        variance: draw([channels], 'variance').map((v) => 1 + v * v),
      };
      const [mean, variance] = [tf.tensor1d(given.mean), tf.tensor1d(given.variance)];
      const found = await valueAndGradients(
        (x, gamma, beta, residual) =>
          ops.normInference(
            x as tf.Tensor4D,
            gamma as tf.Tensor1D,
            beta as tf.Tensor1D,
            one.residual ? (residual as tf.Tensor4D) : null,
            { epsilon: EPSILON, mean, variance, activation: one.activation },
          ),
        inputs,
        slopes,
      );
      tf.dispose([mean, variance]);
      const all = { ...values, ...given };
      const settings = { epsilon: EPSILON, activation };
      return compare(
        found,
        referenceFrozenNorm(all, settings),
        referenceFrozenNormGradients(all, settings, dy),
      );
    },
  };
}

export function normChecks(backend: KernelBackendName, ops: NetworkOps): Check[] {
  const cases = backend === 'wasm' ? [...CASES, ...LARGE_CASES] : CASES;
  return cases.flatMap((one) => [training(ops, one), frozen(ops, one)]);
}
