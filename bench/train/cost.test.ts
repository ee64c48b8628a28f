/**
 * Processor time of one of our steps relative to tfjs's `trainOnBatch`, and its number of dispatches, on Dawn's null
 * adapter in one process. Processor time, unlike elapsed time, gives the same ratio on a busy machine.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { letGo } from '../../src/ml/backends/webgpu-device';
import { installDawn } from '../../src/ml/testing/dawn';
import { measureCost } from './measure';
import { makeRoom } from './null-memory';

/** 6 is required. Measured: 90 to 115 at this size, and about 500 at batch 32, 224 px. */
const TIMES = 24;
const SIZES = { batch: 2, size: 32 };

beforeAll(() => {
  installDawn('null');
  makeRoom();
});
afterAll(letGo);

it.each([
  ['resnet18', 330],
  ['mobilenet-v2', 700],
] as const)(
  'a step of %s costs a small share of stock tfjs, and at most %i dispatches',
  async (network, most) => {
    const stock = await measureCost(network, 'stock', SIZES, 1);
    const ours = await measureCost(network, 'ours', SIZES, 10);
    expect(ours.dispatches).toBeLessThanOrEqual(most);
    expect(stock.dispatches).toBeGreaterThan(5 * ours.dispatches);
    expect(stock.cpuMs / ours.cpuMs).toBeGreaterThan(TIMES);
    expect(ours.errors).toBe(0);
  },
);
