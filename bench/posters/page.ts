/** The ways to get posters to the network take turns, so that other load on the machine affects all. */
import type { WayName } from './ways.worker';

export interface PostersRow {
  way: WayName;
  /** Posters per second, best heat. */
  perSecond: number;
  /** Relative to the browser's decoder alone, median over the pairs of heats. */
  share: number;
}

declare global {
  interface Window {
    /** @param perHeat Posters per heat; every heat uses different ones, so that none is in a cache. */
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
