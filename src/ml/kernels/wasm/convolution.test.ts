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
import { startWasm } from '../../testing/start-wasm';
import { convolutionFilterGradient, convolutionForward, convolutionInputGradient } from './convolution';
import type { WasmKernels } from './wasm-kernels';

const TOLERANCE = 1e-5;

let wasm: WasmKernels;
beforeAll(async () => {
  wasm = await startWasm();
});

it('has at least forty cases', () => expect(CONV_CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CONV_CASES.map((g) => [caseTitle(g), g] as const))('%s', (_, g) => {
  it('forward, with a bias and ReLU6, agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g);
    const offsets = Float32Array.from({ length: g.outChannels }, (_, c) => (c % 5) - 2);
    const bias = tf.tensor1d(offsets);
    const expected = referenceForward(g, values.x, values.w);
    const plain = await readInfo(convolutionForward(wasm, g, tensors.x, tensors.w, null, 'linear'));
    expect(relativeError(plain, expected)).toBeLessThan(TOLERANCE);
    const fused = await readInfo(convolutionForward(wasm, g, tensors.x, tensors.w, bias, 'relu6'));
    const clipped = expected.map((y, i) => Math.min(6, Math.max(0, y + offsets[i % g.outChannels])));
    expect(relativeError(fused, clipped)).toBeLessThan(TOLERANCE);
    bias.dispose();
    dispose();
  });
  it('filter gradient agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g);
    const dw = await readInfo(convolutionFilterGradient(wasm, g, tensors.x, tensors.dy));
    expect(relativeError(dw, referenceFilterGradient(g, values.x, values.dy))).toBeLessThan(TOLERANCE);
    dispose();
  });
  it('input gradient agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g);
    const dx = await readInfo(convolutionInputGradient(wasm, g, tensors.dy, tensors.w));
    expect(relativeError(dx, referenceInputGradient(g, values.dy, values.w))).toBeLessThan(TOLERANCE);
    dispose();
  });
});

it('frees every tensor', async () => {
  const g = CONV_CASES[CONV_CASES.length - 2];
  const round = async () => {
    const { tensors, dispose } = drawConvCase(g);
    await readInfo(convolutionForward(wasm, g, tensors.x, tensors.w, null, 'relu'));
    await readInfo(convolutionFilterGradient(wasm, g, tensors.x, tensors.dy));
    await readInfo(convolutionInputGradient(wasm, g, tensors.dy, tensors.w));
    dispose();
  };
  await round();
  const before = tf.memory().numTensors;
  await round();
  await round();
  expect(tf.memory().numTensors).toBe(before);
});
