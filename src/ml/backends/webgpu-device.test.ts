/** On Dawn's software adapter: our device under tfjs, how its failures are reported, and a fresh start after them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { installKernels } from '../kernels/webgpu/install';
import { internals } from '../kernels/webgpu/internals';
import { installDawn } from '../testing/dawn';
import { recordTinyTraining } from '../testing/tiny-training';
import { chooseBackend } from './backends';
import {
  checkDevice,
  deviceFeatures,
  explainFailure,
  letGo,
  requestDevice,
  watchDevice,
} from './webgpu-device';

beforeAll(async () => {
  installDawn();
  // kernels are registered for the backend's name and outlive its devices
  await import('@tensorflow/tfjs-backend-webgpu');
  installKernels();
});

describe('our device', { timeout: 600_000 }, () => {
  it('enables everything that the adapter allows', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const { device } = await requestDevice();
    expect(device.limits.maxBufferSize).toBe(adapter?.limits.maxBufferSize);
    expect(device.limits.maxStorageBuffersPerShaderStage).toBe(
      adapter?.limits.maxStorageBuffersPerShaderStage,
    );
    for (const feature of ['shader-f16', 'subgroups'] as const)
      expect(device.features.has(feature)).toBe(adapter?.features.has(feature));
    device.destroy();
  });

  it('is used by tfjs once WebGPU is chosen, and is kept', async () => {
    await chooseBackend('webgpu');
    const { device } = internals();
    expect(device.label).toBe('onesheet');
    expect(deviceFeatures().timestamps).toBe(device.features.has('timestamp-query'));
    await chooseBackend('cpu');
    await chooseBackend('webgpu');
    expect(internals().device).toBe(device);
    expect(watchDevice()?.failure).toBeNull();
  });
});

describe('failures', { timeout: 600_000 }, () => {
  it('reports a lost device, and training works again on a fresh one', async () => {
    await chooseBackend('webgpu');
    const training = recordTinyTraining();
    training.step();
    const watch = watchDevice();
    internals().device.destroy();
    const failure = await watch?.lost;
    expect(failure).toMatchObject({ code: 'device-lost' });
    expect(failure?.advice).toMatch(/smaller batch.*fewer stages/);
    expect(() => watch?.check()).toThrow(OnesheetError);
    // the loop only sees some platform error; the watch knows the cause
    const met = await training.loss().catch((error: unknown) => error);
    expect(await explainFailure(met)).toBe(failure);
    expect(checkDevice).toThrow(failure?.message);
    // and it does not concern another backend
    await chooseBackend('cpu');
    expect(await explainFailure(met)).toBe(met);
    expect(checkDevice).not.toThrow();
    training.dispose();

    await chooseBackend('webgpu');
    expect(watchDevice()?.failure).toBeNull();
    const again = recordTinyTraining();
    for (let step = 0; step < 3; step++) again.step();
    expect(await again.loss()).toBeGreaterThan(0);
    again.dispose();
  });

  it('reports too little memory, and training works again', async () => {
    await chooseBackend('webgpu');
    const watch = watchDevice();
    const { device } = internals();
    const held: GPUBuffer[] = [];
    const size = Math.min(device.limits.maxBufferSize, 2 ** 30);
    for (let i = 0; i < 4096; i++) {
      if (watch?.failure) break;
      held.push(device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }));
      await device.queue.onSubmittedWorkDone();
    }
    for (const buffer of held) buffer.destroy();
    expect(await watch?.explain(null)).toMatchObject({ code: 'out-of-memory' });
    await chooseBackend('webgpu');
    const training = recordTinyTraining();
    training.step();
    expect(await training.loss()).toBeGreaterThan(0);
    training.dispose();
  });

  it('does not count destroying the device on purpose as a failure', async () => {
    await chooseBackend('webgpu');
    const watch = watchDevice();
    letGo();
    const error = new Error('something else');
    expect(await watch?.explain(error)).toBe(error);
    expect(watchDevice()).toBeNull();
  });
});
