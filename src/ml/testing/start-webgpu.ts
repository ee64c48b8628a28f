/** Starts tfjs on WebGPU in Node, for tests. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, DeviceInfo } from '../../core/run/run';
import { chooseBackend } from '../backends/backends';
import { probeWebGPU } from '../backends/graphics';
import { installDawn, type DawnAdapter } from './dawn';

const NO_ADAPTER =
  'No WebGPU adapter was found in Node. `npm test` finds or installs what it needs: on Linux a Vulkan loader ' +
  '(Debian: libvulkan1) and a driver (SwiftShader, beside Chromium).';

/**
 * Chooses a backend as the page does, for tests that run on several. `installDawn` must have been called before.
 * @throws Error for `webgpu` without an adapter, saying what is missing: such a test fails instead of being skipped.
 */
export async function startBackend(name: BackendName): Promise<DeviceInfo> {
  if (name === 'webgpu' && !(await probeWebGPU()).available) throw new Error(NO_ADAPTER);
  return chooseBackend(name);
}

/**
 * Makes WebGPU the tfjs backend. The cpu backend is registered, too, as the reference.
 * @throws Error if there is no adapter, saying what is missing.
 */
export async function startWebGPU(adapter: DawnAdapter = 'software'): Promise<void> {
  installDawn(adapter);
  // registers kernels, gradients and chained methods; the backend reads navigator.gpu when it is imported
  await import('@tensorflow/tfjs-core/dist/register_all_gradients');
  await import('@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops');
  await import('@tensorflow/tfjs-backend-cpu');
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new Error(NO_ADAPTER);
  await tf.ready();
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  // otherwise a shader that does not compile would only leave zeros
  device.addEventListener('uncapturederror', (event) => {
    throw event.error instanceof Error ? event.error : new Error(event.error.message);
  });
}
