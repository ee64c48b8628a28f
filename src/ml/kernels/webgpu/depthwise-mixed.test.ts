/** Depthwise convolutions between values of 16 bits, against float64 loops over values that were rounded beforehand. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseTitle, DEPTHWISE_CASES } from '../../testing/conv-cases';
import { drawConvCase, readInfo } from '../../testing/draw-case';
import { referenceFilterGradient, referenceForward, relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { f16ToFloat32, float32ToF16 } from '../../weights/half';
import { depthwiseFilterGradient, depthwiseForward } from './depthwise';
import { canBeHalf, isHalf, narrowTensor, widenTensor } from './half';
import { internals, type WebGPUInternals } from './internals';

const TOLERANCE = 1e-5;
/** Half of binary16's last place: 2⁻¹¹. */
const ROUNDING = 2 ** -11;

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
});

describe.each(DEPTHWISE_CASES.map((g) => [caseTitle(g), g] as const))('%s', (_, g) => {
  it('forward and filter gradient agree', async () => {
    const { values, tensors, dispose } = drawConvCase(g, true);
    const before = tf.memory().numTensors;
    const half = canBeHalf(tensors.x.shape) ? narrowTensor(gpu, tensors.x) : null;
    const x = half ? f16ToFloat32(float32ToF16(values.x)) : values.x;

    // its result has 16 bits where four divides the channels
    const forward = depthwiseForward(gpu, g, half ?? tensors.x, tensors.w, true);
    expect(isHalf(forward)).toBe(half !== null);
    const y = await readInfo(half ? widenTensor(gpu, forward) : forward);
    const rounding = half ? ROUNDING : 0;
    expect(relativeError(y, referenceForward(g, x, values.w, true))).toBeLessThan(TOLERANCE + rounding);

    const dw = await readInfo(depthwiseFilterGradient(gpu, g, half ?? tensors.x, tensors.dy));
    expect(relativeError(dw, referenceFilterGradient(g, x, values.dy, true))).toBeLessThan(TOLERANCE);
    if (half) for (const { dataId } of [half, forward]) gpu.disposeData(dataId);
    expect(tf.memory().numTensors).toBe(before);
    dispose();
  });
});
