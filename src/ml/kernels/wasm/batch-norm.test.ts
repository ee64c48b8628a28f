import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import {
  referenceBatchNorm,
  referenceBatchNormGradients,
  referenceMoments,
  type NormCase,
} from '../../testing/reference-batch-norm';
import { relativeError } from '../../testing/reference-conv';
import { referenceFrozenNorm, referenceFrozenNormGradients } from '../../testing/reference-frozen-norm';
import { startWasm } from '../../testing/start-wasm';
import { installWasmKernels } from './install';
import { batchNormInference, batchNormTraining, biasGradient } from './batch-norm';
import type { FusedActivation } from './activation-codes';
import type { WasmKernels } from './wasm-kernels';

const TOLERANCE = 2e-5;
const EPSILON = 1e-3;
const MOMENTUM = 0.1;

let wasm: WasmKernels;
beforeAll(async () => {
  wasm = await startWasm();
  installWasmKernels();
});

type Shape = [number, number, number, number];

const SHAPES: Shape[] = [
  [5, 1, 1, 1],
  [3, 1, 1, 5],
  [7, 1, 1, 64],
  [2, 3, 3, 4],
  [2, 7, 5, 3],
  [4, 4, 4, 65],
  [1, 9, 9, 130],
  [2, 14, 14, 24],
  [3, 17, 13, 7],
  [4, 28, 28, 16],
];
const ACTIVATIONS: FusedActivation[] = ['linear', 'relu', 'relu6'];
const CASES = SHAPES.flatMap((shape) =>
  ACTIVATIONS.flatMap((activation) => [true, false].map((residual) => ({ shape, activation, residual }))),
);

/** Values with a mean far from zero, so that a careless variance would show. */
function makeCase({ shape, activation, residual }: (typeof CASES)[number]) {
  const channels = shape[3];
  const sizes: NormCase = {
    rows: tf.util.sizeFromShape(shape) / channels,
    channels,
    epsilon: EPSILON,
    activation: activation === 'linear' ? 'none' : activation,
  };
  const values = {
    x: draw(shape, 'x').map((v, i) => v * 2 + 20 * Math.sin(i % channels)),
    gamma: draw([channels], 'gamma').map((v) => 1 + 0.3 * v),
    beta: draw([channels], 'beta').map((v) => 1.5 * v),
    residual: residual ? draw(shape, 'residual') : null,
  };
  return { sizes, values, dy: draw(shape, 'dy') };
}

async function gradientsOf(
  compute: (inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
  dy: tf.Tensor,
): Promise<{ y: Float32Array; gradients: Float32Array[] }> {
  const { value, grads } = tf.valueAndGrads((...args: tf.Tensor[]) => compute(args))(inputs, dy);
  const y = await value.data<'float32'>();
  const gradients = await Promise.all(grads.map((gradient) => gradient.data<'float32'>()));
  tf.dispose([value, ...grads]);
  return { y, gradients };
}

function tensorsOf(one: (typeof CASES)[number], values: ReturnType<typeof makeCase>['values']): tf.Tensor[] {
  const inputs = [tf.tensor(values.x, one.shape), tf.tensor1d(values.gamma), tf.tensor1d(values.beta)];
  return values.residual ? [...inputs, tf.tensor(values.residual, one.shape)] : inputs;
}

const asImage = (tensor: tf.Tensor) => tensor as tf.Tensor4D;
const asVector = (tensor: tf.Tensor) => tensor as tf.Tensor1D;

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CASES)('$shape $activation, residual $residual', (one) => {
  it('agrees with float64 loops, forward and backward, and moves the averages', async () => {
    const before = tf.memory().numTensors;
    const { sizes, values, dy } = makeCase(one);
    const { rows, channels } = sizes;
    const inputs = tensorsOf(one, values);
    const slopes = tf.tensor(dy, one.shape);
    const moving = {
      mean: tf.tidy(() => tf.variable(tf.zeros([channels]), false)),
      variance: tf.tidy(() => tf.variable(tf.ones([channels]), false)),
    };
    const { y, gradients } = await gradientsOf(
      ([x, gamma, beta, residual]) =>
        batchNormTraining(
          asImage(x),
          asVector(gamma),
          asVector(beta),
          one.residual ? asImage(residual) : null,
          { epsilon: EPSILON, momentum: MOMENTUM, moving },
          one.activation,
        ),
      inputs,
      slopes,
    );
    const expected = referenceBatchNormGradients(values, sizes, dy);
    const { mean, variance } = referenceMoments(values.x, sizes);
    const unbiased = variance.map((v) => 1 - MOMENTUM + (MOMENTUM * v * rows) / Math.max(1, rows - 1));
    expect(gradients).toHaveLength(inputs.length);
    expect(relativeError(y, referenceBatchNorm(values, sizes))).toBeLessThan(TOLERANCE);
    expect(relativeError(gradients[0], expected.dx)).toBeLessThan(TOLERANCE * 5);
    expect(relativeError(gradients[1], expected.dgamma)).toBeLessThan(TOLERANCE * 5);
    expect(relativeError(gradients[2], expected.dbeta)).toBeLessThan(TOLERANCE);
    // without a residual there is no fourth
    expect(relativeError(gradients[3] ?? expected.dresidual, expected.dresidual)).toBeLessThan(TOLERANCE);
    const moved = await Promise.all([moving.mean.data<'float32'>(), moving.variance.data<'float32'>()]);
    expect(
      relativeError(
        moved[0],
        mean.map((v) => v * MOMENTUM),
      ),
    ).toBeLessThan(TOLERANCE);
    expect(relativeError(moved[1], unbiased)).toBeLessThan(TOLERANCE);
    tf.dispose([...inputs, slopes, moving.mean, moving.variance]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('agrees with float64 loops where the statistics are given', async () => {
    const { sizes, values, dy } = makeCase(one);
    const channels = one.shape[3];
    const inputs = tensorsOf(one, values);
    const slopes = tf.tensor(dy, one.shape);
    const statistics = {
      epsilon: EPSILON,
      mean: tf.tensor1d(draw([channels], 'mean')),
      variance: tf.tensor1d(draw([channels], 'variance').map((v) => 0.5 + v * v)),
    };
    const { y, gradients } = await gradientsOf(
      ([x, gamma, beta, residual]) =>
        batchNormInference(
          asImage(x),
          asVector(gamma),
          asVector(beta),
          one.residual ? asImage(residual) : null,
          statistics,
          one.activation,
        ),
      inputs,
      slopes,
    );
    const all = {
      ...values,
      mean: await statistics.mean.data<'float32'>(),
      variance: await statistics.variance.data<'float32'>(),
    };
    const expectedY = referenceFrozenNorm(all, sizes);
    const expected = referenceFrozenNormGradients(all, sizes, dy);
    expect(relativeError(y, expectedY)).toBeLessThan(TOLERANCE);
    expect(relativeError(gradients[0], expected.dx)).toBeLessThan(TOLERANCE);
    expect(relativeError(gradients[1], expected.dgamma)).toBeLessThan(TOLERANCE);
    expect(relativeError(gradients[2], expected.dbeta)).toBeLessThan(TOLERANCE);
    expect(relativeError(gradients[3] ?? expected.dresidual, expected.dresidual)).toBeLessThan(TOLERANCE);
    const after = tf.tensor(Float32Array.from(expectedY), one.shape);
    const bias = tf.tidy(() => biasGradient(wasm, slopes, after, one.activation).dataSync());
    expect(relativeError(bias, expected.dbeta)).toBeLessThan(TOLERANCE);
    tf.dispose([...inputs, slopes, after, statistics.mean, statistics.variance]);
  });
});
