/** What a contestant's worker is told and what it answers. */

export interface Preparation {
  kind: 'prepare';
  /** Where the page's files lie; ends with a slash. */
  base: string;
  batchSize: number;
  /** Pixels, both ways. */
  size: number;
  threads: number;
}
/** Computes so many batches, one after the other, from bytes to features. */
export interface Heat {
  kind: 'heat';
  batches: number;
}

export interface HeatResult {
  seconds: number;
  /** Of the last batch, `[batchSize, channels]`. */
  features: Float32Array;
}

export interface Contestant {
  prepare(preparation: Preparation): Promise<void>;
  run(batches: number): Promise<Float32Array>;
}

/** RGB bytes `[batch, size, size, 3]` that look like nothing, the same for both. */
export function testPixels(batch: number, size: number): Uint8Array {
  return Uint8Array.from(
    { length: batch * size * size * 3 },
    (_, i) => (i * 31 + (i >> 7) * 17 + (i >> 13) * 5) % 256,
  );
}

/** Makes this worker answer for a contestant. */
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
