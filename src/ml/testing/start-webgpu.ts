/** Starts tfjs on WebGPU in Node, for kernel tests. */
import * as tf from '@tensorflow/tfjs-core';
import { installDawn, type DawnAdapter } from './dawn';

/** Makes WebGPU tfjs's backend. The cpu backend is registered too, as the reference. */
export async function startWebGPU(adapter: DawnAdapter = 'software'): Promise<void> {
  installDawn(adapter);
  // registers kernels, gradients and chained methods; the backend reads navigator.gpu when it is imported
  await import('@tensorflow/tfjs-core/dist/register_all_gradients');
  await import('@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops');
  await import('@tensorflow/tfjs-backend-cpu');
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new Error('No WebGPU adapter was found.');
  await tf.ready();
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  // a shader that does not compile would only leave zeros behind
  device.addEventListener('uncapturederror', (event) => {
    throw event.error instanceof Error ? event.error : new Error(event.error.message);
  });
}
