import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseTitle, CONV_CASES } from '../../testing/conv-cases';
import { drawConvCase, readInfo } from '../../testing/draw-case';
import {
  referenceFilterGradient,
  referenceForward,
  referenceInputGradient,
  relativeError,
} from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { conv2dFilterGradient, conv2dForward, conv2dInputGradient } from './conv2d';
import { internals, type WebGPUInternals } from './internals';

const TOLERANCE = 1e-5;

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
});

it('has at least forty cases', () => expect(CONV_CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CONV_CASES.map((g) => [caseTitle(g), g] as const))('%s', (_, g) => {
  it('forward agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g);
    const y = await readInfo(conv2dForward(gpu, g, tensors.x, tensors.w));
    expect(relativeError(y, referenceForward(g, values.x, values.w))).toBeLessThan(TOLERANCE);
    dispose();
  });
  it('filter gradient agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g);
    const dw = await readInfo(conv2dFilterGradient(gpu, g, tensors.x, tensors.dy));
    expect(relativeError(dw, referenceFilterGradient(g, values.x, values.dy))).toBeLessThan(TOLERANCE);
    dispose();
  });
  it('input gradient agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g);
    const dx = await readInfo(conv2dInputGradient(gpu, g, tensors.dy, tensors.w));
    expect(relativeError(dx, referenceInputGradient(g, values.dy, values.w))).toBeLessThan(TOLERANCE);
    dispose();
  });
});

it('frees every byte and tensor', async () => {
  const g = CONV_CASES[CONV_CASES.length - 2];
  const round = async () => {
    const { tensors, dispose } = drawConvCase(g);
    await readInfo(conv2dForward(gpu, g, tensors.x, tensors.w));
    await readInfo(conv2dFilterGradient(gpu, g, tensors.x, tensors.dy));
    await readInfo(conv2dInputGradient(gpu, g, tensors.dy, tensors.w));
    dispose();
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
