import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawNorm, drawStatistics, NORM_EPSILON, NORM_SHAPES, normCases } from '../../testing/norm-cases';
import {
  referenceBatchNorm,
  referenceBatchNormGradients,
  referenceMoments,
} from '../../testing/reference-batch-norm';
import { relativeError } from '../../testing/reference-conv';
import { referenceFrozenNorm, referenceFrozenNormGradients } from '../../testing/reference-frozen-norm';
import { startWasm } from '../../testing/start-wasm';
import { installWasmKernels } from './install';
import { batchNormInference, batchNormTraining, biasGradient } from './batch-norm';
import type { WasmKernels } from './wasm-kernels';

const TOLERANCE = 2e-5;
const MOMENTUM = 0.1;

let wasm: WasmKernels;
beforeAll(async () => {
  wasm = await startWasm();
  installWasmKernels();
});

const CASES = normCases(NORM_SHAPES);

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

function tensorsOf(one: (typeof CASES)[number], values: ReturnType<typeof drawNorm>['values']): tf.Tensor[] {
  const inputs = [tf.tensor(values.x, one.shape), tf.tensor1d(values.gamma), tf.tensor1d(values.beta)];
  return values.residual ? [...inputs, tf.tensor(values.residual, one.shape)] : inputs;
}

const asImage = (tensor: tf.Tensor) => tensor as tf.Tensor4D;
const asVector = (tensor: tf.Tensor) => tensor as tf.Tensor1D;

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CASES)('$shape $activation, residual $residual', (one) => {
  it('agrees with float64 loops, forward and backward, and updates the averages', async () => {
    const before = tf.memory().numTensors;
    const { sizes, values, dy } = drawNorm(one);
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
          { epsilon: NORM_EPSILON, momentum: MOMENTUM, moving },
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
    // without a residual there is no fourth gradient
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

  it('agrees with float64 loops for given statistics', async () => {
    const { sizes, values, dy } = drawNorm(one);
    const channels = one.shape[3];
    const inputs = tensorsOf(one, values);
    const slopes = tf.tensor(dy, one.shape);
    const { mean, variance } = drawStatistics(channels);
    const statistics = {
      epsilon: NORM_EPSILON,
      mean: tf.tensor1d(mean),
      variance: tf.tensor1d(variance),
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
    const all = { ...values, mean, variance };
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
