/** Starts a worker that runs the checks of one backend. */
import type { KernelBackendName } from '../../src/ml/testing/checks/check';
import type { Report } from './report';

declare global {
  interface Window {
    checkKernels(backend: KernelBackendName): Promise<Report>;
  }
}

window.checkKernels = (backend) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./kernels.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<{ result: Report; error?: string }>) => {
        worker.terminate();
        if (data.error === undefined) resolve(data.result);
        else reject(new Error(data.error));
      },
      { once: true },
    );
    worker.postMessage(backend, []);
  });
