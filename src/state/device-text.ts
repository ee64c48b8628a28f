/** Names of backends and devices for people. */
import type { BackendName, DeviceInfo } from '../core/run/run';

const BACKEND_TITLES: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};

export function backendTitle(backend: BackendName): string {
  return BACKEND_TITLES[backend];
}

/** "WebGPU, NVIDIA …" */
export function deviceText({ backend, device }: Pick<DeviceInfo, 'backend' | 'device'>): string {
  return device ? `${backendTitle(backend)}, ${device}` : backendTitle(backend);
}
