/** The two contestants take turns, so that other load on the machine affects both. */
import type { Heat, HeatResult, Preparation } from './contest';

export interface Contest {
  threads: number;
  /** The best heat of each. */
  oursPerSecond: number;
  onnxPerSecond: number;
  /** Ours divided by theirs, median over the pairs of heats. */
  ratio: number;
  /** The largest difference between our features and theirs. */
  difference: number;
}

declare global {
  interface Window {
    hold(batchSize: number, size: number, heats: number): Promise<Contest>;
  }
}

function ask(worker: Worker, message: Preparation | Heat): Promise<HeatResult> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<{ result: HeatResult; error?: string }>) =>
        data.error === undefined ? resolve(data.result) : reject(new Error(data.error)),
      { once: true },
    );
    worker.postMessage(message, []);
  });
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

window.hold = async (batchSize, size, heats) => {
  const ours = new Worker(new URL('./ours.worker.ts', import.meta.url), { type: 'module' });
  const onnx = new Worker(new URL('./onnx.worker.ts', import.meta.url), { type: 'module' });
  const threads = crossOriginIsolated ? Math.min(2, navigator.hardwareConcurrency) : 1;
  const preparation: Preparation = {
    kind: 'prepare',
    base: new URL('.', window.location.href).href,
    batchSize,
    size,
    threads,
  };
  const contestants = [ours, onnx];
  const rates: number[][] = [[], []];
  const features: Float32Array[] = [];
  const heat: Heat = { kind: 'heat', batches: Math.max(1, Math.round(32 / batchSize)) };
  for (const worker of contestants) {
    await ask(worker, preparation);
    await ask(worker, heat);
  }
  for (let i = 0; i < heats; i++)
    for (const [index, worker] of contestants.entries()) {
      const result = await ask(worker, heat);
      rates[index].push((heat.batches * batchSize) / result.seconds);
      features[index] = result.features;
    }
  for (const worker of contestants) worker.terminate();
  const [a, b] = features;
  return {
    threads,
    oursPerSecond: Math.max(...rates[0]),
    onnxPerSecond: Math.max(...rates[1]),
    ratio: median(rates[0].map((rate, i) => rate / rates[1][i])),
    difference: a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0),
  };
};
