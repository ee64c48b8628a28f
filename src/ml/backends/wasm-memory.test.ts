import { backend, memory, setBackend, tensor1d, zeros } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from './backends';

const GIGABYTE = 2 ** 30;

describe('the memory of WASM', () => {
  beforeAll(async () => {
    await chooseBackend('wasm');
    await setBackend('wasm');
  });

  it('throws a readable error when full, leaves its tensors intact, and works again once there is room', async () => {
    const { wasm } = backend() as BackendWasm;
    const before = memory().numTensors;
    const kept = tensor1d([1, 2, 3]);
    // only addresses: nothing is written, so no memory of the machine is used
    const held: number[] = [];
    expect(() => {
      for (let gigabytes = 0; gigabytes < 8; gigabytes++) held.push(wasm._malloc(GIGABYTE));
    }).toThrow(expect.objectContaining({ code: 'out-of-memory' }) as Error);
    expect(held.length).toBeGreaterThan(0);
    expect(() => zeros([GIGABYTE / 4])).toThrow('WASM has no memory left');
    expect([...(await kept.data())]).toEqual([1, 2, 3]);
    held.forEach((address) => wasm._free(address));
    const again = zeros([4]);
    expect([...(await again.data())]).toEqual([0, 0, 0, 0]);
    kept.dispose();
    again.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
