import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseTitle, DEPTHWISE_CASES } from '../../testing/conv-cases';
import { drawConvCase, readInfo } from '../../testing/draw-case';
import {
  referenceFilterGradient,
  referenceForward,
  referenceInputGradient,
  relativeError,
} from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { depthwiseFilterGradient, depthwiseForward, depthwiseInputGradient } from './depthwise';
import { internals, type WebGPUInternals } from './internals';

const TOLERANCE = 1e-5;

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
});

it('has at least forty cases', () => expect(DEPTHWISE_CASES.length).toBeGreaterThanOrEqual(40));

describe.each(DEPTHWISE_CASES.map((g) => [caseTitle(g), g] as const))('%s', (_, g) => {
  it('forward and both gradients agree with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g, true);
    const y = await readInfo(depthwiseForward(gpu, g, tensors.x, tensors.w));
    const dw = await readInfo(depthwiseFilterGradient(gpu, g, tensors.x, tensors.dy));
    const dx = await readInfo(depthwiseInputGradient(gpu, g, tensors.dy, tensors.w));
    expect(relativeError(y, referenceForward(g, values.x, values.w, true))).toBeLessThan(TOLERANCE);
    expect(relativeError(dw, referenceFilterGradient(g, values.x, values.dy, true))).toBeLessThan(TOLERANCE);
    expect(relativeError(dx, referenceInputGradient(g, values.dy, values.w, true))).toBeLessThan(TOLERANCE);
    dispose();
  });
});

it('frees every byte and tensor', async () => {
  const g = DEPTHWISE_CASES[36];
  const round = async () => {
    const { tensors, dispose } = drawConvCase(g, true);
    await readInfo(depthwiseForward(gpu, g, tensors.x, tensors.w));
    await readInfo(depthwiseFilterGradient(gpu, g, tensors.x, tensors.dy));
    await readInfo(depthwiseInputGradient(gpu, g, tensors.dy, tensors.w));
    dispose();
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
