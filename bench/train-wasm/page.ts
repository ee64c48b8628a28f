/** Passes trials to the worker one after the other. */
import type { Trial, TrialResult } from './trial';

declare global {
  interface Window {
    measure(trial: Trial): Promise<TrialResult>;
  }
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

window.measure = (trial) =>
  new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<{ result: TrialResult; error?: string }>) =>
        data.error === undefined ? resolve(data.result) : reject(new Error(data.error)),
      { once: true },
    );
    worker.postMessage(trial, []);
  });
