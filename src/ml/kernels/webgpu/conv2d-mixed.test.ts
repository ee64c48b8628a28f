/**
 * Compares mixed precision with float64 loops over operands that were rounded to binary16 beforehand (by
 * `weights/half.ts`, which has its own test against the standard). The remaining differences are float32 rounding in
 * the sums, and one rounding of a half result.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseTitle, CONV_CASES, MIXED_CONV_CASES } from '../../testing/conv-cases';
import { drawConvCase, readInfo } from '../../testing/draw-case';
import { mixedProductsCheck, readEither, rounded, ROUNDING } from '../../testing/checks/convolutions';
import { expectWithin } from '../../testing/expect-check';
import { referenceForward, relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { conv2dFilterGradient, conv2dForward, type ConvPrecision } from './conv2d';
import { narrowTensor } from './half';
import { internals, type WebGPUInternals } from './internals';

const TOLERANCE = 1e-5;
const MIXED: ConvPrecision = { mixed: true, tiles: 'f32' };

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
});

// those that are not stored have float32 activations, as after a layer without a mixed form
it.each(MIXED_CONV_CASES.map(({ geometry, stored }) => [caseTitle(geometry), geometry, stored] as const))(
  'all three products: %s',
  // a software adapter has no shader-f16; the tile type does not change the numbers
  (_, geometry, stored) => expectWithin(TOLERANCE, mixedProductsCheck(geometry, { stored, tiles: 'f32' })),
);

describe('half tensors', () => {
  // WGSL does not say which way ties are rounded
  it('hold every binary16 value, and infinity beyond its range', async () => {
    const values = new Float32Array([0, -0, 1, -2.5, 65504, -65504, 1e-4, 1e-9, 1 / 3, 70000, -1e30, 2049.5]);
    const x = tf.tensor2d(values, [3, 4]);
    const back = await readEither(gpu, narrowTensor(gpu, x));
    const expected = rounded(values);
    // the sign of an overflow does not matter: it only has to be detected
    expected[10] = Infinity;
    expect([...back].map(Math.abs)).toEqual([...expected].map(Math.abs));
    expect(back[3]).toBe(-2.5);
  });

  it('may flush values too small for a normal binary16 to zero', async () => {
    const values = new Float32Array([6e-8, -3e-5, 5e-5, 2e-7]);
    const x = tf.tensor2d(values, [1, 4]);
    const back = await readEither(gpu, narrowTensor(gpu, x));
    const exact = rounded(values);
    for (const [i, value] of back.entries())
      expect([0, exact[i]]).toContain(Math.abs(value) === 0 ? 0 : value);
    x.dispose();
  });

  it('hold zeros', async () => {
    const x = tf.tensor2d([-0, 0, -0, 0], [1, 4]);
    expect([...(await readEither(gpu, narrowTensor(gpu, x)))].every((value) => value === 0)).toBe(true);
    x.dispose();
  });

  it('an overflow anywhere in an operand makes the result non-finite', async () => {
    const g = CONV_CASES[10];
    const { tensors, dispose } = drawConvCase(g);
    const dy = tf.tidy(() => tf.mul(tensors.dy, 1e6));
    const dw = await readInfo(conv2dFilterGradient(gpu, g, tensors.x, dy, MIXED));
    expect(dw.some((value) => !Number.isFinite(value))).toBe(true);
    dy.dispose();
    dispose();
  });

  it('a bias and an activation are applied before rounding', async () => {
    const g = CONV_CASES[10];
    const { values, tensors, dispose } = drawConvCase(g);
    const shifts = Float32Array.from({ length: g.outChannels }, (_, c) => c - 1.5);
    const bias = tf.tensor1d(shifts);
    const finish = { bias, activation: 'relu6' as const };
    const y = await readEither(gpu, conv2dForward(gpu, g, tensors.x, tensors.w, MIXED, finish));
    const sums = referenceForward(g, rounded(values.x), rounded(values.w));
    const expected = sums.map((sum, i) => Math.min(6, Math.max(0, sum + shifts[i % g.outChannels])));
    expect(relativeError(y, expected)).toBeLessThan(TOLERANCE + ROUNDING);
    bias.dispose();
    dispose();
  });

  it('free every byte', async () => {
    const x = tf.ones([3, 5, 8]);
    await readEither(gpu, narrowTensor(gpu, x));
    const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
    for (let i = 0; i < 3; i++) await readEither(gpu, narrowTensor(gpu, x));
    expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
    x.dispose();
  });
});
