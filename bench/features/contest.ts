/** Messages to and from a contestant's worker. */

export interface Preparation {
  kind: 'prepare';
  /** Base URL of the page's files; ends with a slash. */
  base: string;
  batchSize: number;
  /** Width and height in pixels. */
  size: number;
  threads: number;
}
/** Computes a number of batches one after the other, from bytes to features. */
export interface Heat {
  kind: 'heat';
  batches: number;
}

export interface HeatResult {
  seconds: number;
  /** Features of the last batch, `[batchSize, channels]`. */
  features: Float32Array;
}

export interface Contestant {
  prepare(preparation: Preparation): Promise<void>;
  run(batches: number): Promise<Float32Array>;
}

/** RGB noise `[batch, size, size, 3]`, the same for both. */
export function testPixels(batch: number, size: number): Uint8Array {
  return Uint8Array.from(
    { length: batch * size * size * 3 },
    (_, i) => (i * 31 + (i >> 7) * 17 + (i >> 13) * 5) % 256,
  );
}

/** Makes this worker respond for a contestant. */
export function compete(contestant: Contestant): void {
  globalThis.addEventListener('message', (event: MessageEvent<Preparation | Heat>) => {
    void answer(contestant, event.data).then(
      (result) => globalThis.postMessage({ result }, { transfer: [] }),
      (error: unknown) => globalThis.postMessage({ error: String(error) }, { transfer: [] }),
    );
  });
}

async function answer(contestant: Contestant, message: Preparation | Heat): Promise<HeatResult | null> {
  if (message.kind === 'prepare') {
    await contestant.prepare(message);
    return null;
  }
  const begin = performance.now();
  const features = await contestant.run(message.batches);
  return { seconds: (performance.now() - begin) / 1000, features };
}
