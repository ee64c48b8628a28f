import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseTitle, DEPTHWISE_CASES, depthwiseCase } from '../../testing/conv-cases';
import { drawConvCase, readInfo } from '../../testing/draw-case';
import {
  referenceFilterGradient,
  referenceForward,
  referenceInputGradient,
  relativeError,
} from '../../testing/reference-conv';
import { startWasm } from '../../testing/start-wasm';
import { depthwiseFilterGradient, depthwiseForward, depthwiseInputGradient } from './depthwise';
import type { WasmKernels } from './wasm-kernels';

const TOLERANCE = 1e-5;

let wasm: WasmKernels;
beforeAll(async () => {
  wasm = await startWasm();
});

/** Widths around the four columns that are computed at once, at strides 1 and 2. */
const WIDTHS = [4, 5, 6, 7, 8, 13].flatMap((width) => [
  depthwiseCase([2, 5, width, 8], [3, 3], 1, 1),
  depthwiseCase([1, 6, width, 12], [3, 3], 2),
]);
const CASES = [...DEPTHWISE_CASES, ...WIDTHS];

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CASES.map((g) => [caseTitle(g), g] as const))('%s', (_, g) => {
  it('forward, with a bias and ReLU6, agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g, true);
    const offsets = Float32Array.from({ length: g.inChannels }, (_, c) => (c % 5) - 2);
    const bias = tf.tensor1d(offsets);
    const expected = referenceForward(g, values.x, values.w, true);
    const plain = await readInfo(depthwiseForward(wasm, g, tensors.x, tensors.w, null, 'linear'));
    expect(relativeError(plain, expected)).toBeLessThan(TOLERANCE);
    const fused = await readInfo(depthwiseForward(wasm, g, tensors.x, tensors.w, bias, 'relu6'));
    const clipped = expected.map((y, i) => Math.min(6, Math.max(0, y + offsets[i % g.inChannels])));
    expect(relativeError(fused, clipped)).toBeLessThan(TOLERANCE);
    bias.dispose();
    dispose();
  });
  it('filter gradient agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g, true);
    const dw = await readInfo(depthwiseFilterGradient(wasm, g, tensors.x, tensors.dy));
    expect(relativeError(dw, referenceFilterGradient(g, values.x, values.dy, true))).toBeLessThan(TOLERANCE);
    dispose();
  });
  it('input gradient agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawConvCase(g, true);
    const dx = await readInfo(depthwiseInputGradient(wasm, g, tensors.dy, tensors.w));
    expect(relativeError(dx, referenceInputGradient(g, values.dy, values.w, true))).toBeLessThan(TOLERANCE);
    dispose();
  });
});
