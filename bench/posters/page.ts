/** Heats of the ways to bring posters to the network, in turn, so that whatever else the machine does hits all. */
import type { WayName } from './ways.worker';

export interface PostersRow {
  way: WayName;
  /** Posters a second, the best heat. */
  perSecond: number;
  /** Against the browser's decoder alone, the median of the pairs of heats. */
  share: number;
}

declare global {
  interface Window {
    /** @param perHeat posters in a heat; every heat takes others, so that nothing is found in a cache. */
    holdPosters(perHeat: number, heats: number): Promise<PostersRow[]>;
  }
}

const WAYS: readonly WayName[] = ['decode', 'decode and canvas', 'ours', 'ours and kept', 'kept'];

function ask(worker: Worker, message: unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<{ seconds: number; error?: string }>) =>
        data.error === undefined ? resolve(data.seconds) : reject(new Error(data.error)),
      { once: true },
    );
    worker.postMessage(message, []);
  });
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

window.holdPosters = async (perHeat, heats) => {
  const input = document.getElementById('posters');
  const files = input instanceof HTMLInputElement ? Array.from(input.files ?? []) : [];
  const worker = new Worker(new URL('./ways.worker.ts', import.meta.url), { type: 'module' });
  const rates = new Map<WayName, number[]>(WAYS.map((way) => [way, []]));
  // the first round only warms up
  for (let heat = 0; heat <= heats; heat++) {
    const from = (heat * perHeat) % files.length;
    const posters = [...files, ...files].slice(from, from + perHeat);
    for (const way of WAYS) {
      const seconds = await ask(worker, { way, posters });
      if (heat > 0) rates.get(way)?.push(perHeat / seconds);
    }
  }
  worker.terminate();
  const alone = rates.get('decode') ?? [];
  return [...rates].map(([way, all]) => ({
    way,
    perSecond: Math.max(...all),
    share: median(all.map((rate, i) => rate / alone[i])),
  }));
};
