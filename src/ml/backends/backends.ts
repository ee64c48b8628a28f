/**
 * Finds, chooses and starts the backends of this machine. A backend's code is loaded only when the backend is started,
 * so a machine downloads only what it uses.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend as startedBackend, getBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import { OnesheetError } from '../../core/errors';
import type { BackendChoice, BackendName, BackendReport, DeviceInfo } from '../../core/run/run';
import { BACKEND_TITLES, decideBackend } from './decide';
import { probeWebGL, probeWebGPU } from './graphics';
import { loadWasm, probeWasm, startedWasm } from './wasm';
import { guardMemory } from './wasm-memory';
import { loadWebGPU } from './webgpu-device';

const CPU: BackendReport = {
  backend: 'cpu',
  available: true,
  device: '1 thread',
  software: false,
  reason: 'Plain JavaScript runs everywhere, and is the slowest.',
};

const LOADERS: Record<BackendName, () => Promise<unknown>> = {
  webgpu: loadWebGPU,
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  wasm: loadWasm,
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
};

/** All backends, from fastest to slowest. Starts nothing. */
export async function findBackends(): Promise<BackendReport[]> {
  return [await probeWebGPU(), probeWebGL(), probeWasm(), CPU];
}

/**
 * Chooses a backend, starts it and makes it the current tfjs backend. With `auto`, a backend that fails to start is
 * skipped.
 * @throws OnesheetError `backend-unavailable` if the requested backend, or every one, cannot be used or started.
 */
export async function chooseBackend(choice: BackendChoice): Promise<DeviceInfo> {
  let found = await findBackends();
  for (;;) {
    const device = decideBackend(found, choice);
    try {
      await startBackend(device.backend);
      return device.backend === 'wasm' ? await asStarted(device) : device;
    } catch (cause) {
      const title = BACKEND_TITLES[device.backend];
      if (choice !== 'auto')
        throw new OnesheetError(
          'backend-unavailable',
          `${title} did not start.`,
          'Leave the choice of backend to the studio, or take another one.',
          { cause },
        );
      found = found.map((report) =>
        report.backend === device.backend
          ? { ...report, available: false, reason: `${title} did not start.` }
          : report,
      );
    }
  }
}

/** Only the running WASM backend knows how many threads it got. */
async function asStarted(wasm: DeviceInfo): Promise<DeviceInfo> {
  const { device, shortfall } = await startedWasm();
  const reason = shortfall === null ? wasm.reason : `${wasm.reason.replace(/\.$/, '')}; ${shortfall}.`;
  return { ...wasm, device, reason };
}

async function startBackend(backend: BackendName): Promise<void> {
  await LOADERS[backend]();
  const started = await setBackend(backend);
  await ready();
  if (!started || getBackend() !== backend) throw new Error(`tfjs could not start ${backend}.`);
  if (backend === 'wasm') guardMemory((startedBackend() as BackendWasm).wasm);
}
