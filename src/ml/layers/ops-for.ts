/** The fastest operations available on each backend, with our kernels installed. */
import type { StepSettings } from '../../core/recipe/steps';
import type { BackendName } from '../../core/run/run';
import { deviceFeatures } from '../backends/webgpu-device';
import { installKernels } from '../kernels/webgpu/install';
import { installWasmKernels } from '../kernels/wasm/install';
import { hasWasmKernels } from '../kernels/wasm/wasm-kernels';
import { mixedOps } from './mixed-ops';
import type { NetworkOps } from './ops';
import { plainOps } from './plain-ops';
import { wasmOps } from './wasm-ops';
import { webgpuOps } from './webgpu-ops';

const installed = new Set<BackendName>();

/**
 * Can be called any number of times, once the backend has been started.
 * @param precision Precision of training; mixed only on WebGPU.
 */
export function opsFor(backend: BackendName, precision: StepSettings['precision'] = 'f32'): NetworkOps {
  const first = !installed.has(backend);
  installed.add(backend);
  if (backend === 'webgpu') {
    if (first) installKernels();
    return precision === 'mixed' ? mixedOps(deviceFeatures().f16 ? 'f16' : 'f32') : webgpuOps;
  }
  if (backend === 'wasm' && hasWasmKernels()) {
    if (first) installWasmKernels();
    return wasmOps;
  }
  return plainOps;
}
