import { memory } from '@tensorflow/tfjs-core';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceInfo } from '../../../core/run/run';
import { chooseBackend } from '../../../ml/backends/backends';
import { BackboneCache } from './backbone-cache';
import { bundledWeights } from '../testing/bundled-weights';

const ID = 'open-images-mobilenet-v2';

describe('the backbones', () => {
  let weights: Uint8Array;
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end(weights);
  });
  let device: DeviceInfo;
  let base = '';

  beforeAll(async () => {
    weights = bundledWeights();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    device = await chooseBackend('cpu');
  });
  afterAll(() => server.close());

  it('are put on a device once, and again on one that was restarted after a failure', async () => {
    const cache = new BackboneCache(base);
    const first = await cache.get(ID, device);
    expect(await cache.get(ID, device)).toBe(first);
    const tensors = memory().numTensors;
    // the same backend, but the tensors were lost with the old device
    const again = await cache.get(ID, { ...device });
    expect(again).not.toBe(first);
    expect(memory().numTensors).toBe(tensors);
    expect(asked).toBe(1);
    again.dispose();
  });
});
