/** Depthwise convolutions on 16-bit values, compared with float64 loops over values that were rounded beforehand. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { mixedDepthwiseCheck } from '../../testing/checks/convolutions';
import { caseTitle, DEPTHWISE_CASES } from '../../testing/conv-cases';
import { expectWithin } from '../../testing/expect-check';
import { startWebGPU } from '../../testing/start-webgpu';

const TOLERANCE = 1e-5;

beforeAll(() => startWebGPU());

describe.each(DEPTHWISE_CASES.map((g) => [caseTitle(g), g] as const))('%s', (_, g) => {
  it('forward and filter gradient agree', async () => {
    const before = tf.memory().numTensors;
    await expectWithin(TOLERANCE, mixedDepthwiseCheck(g));
    expect(tf.memory().numTensors).toBe(before);
  });
});
