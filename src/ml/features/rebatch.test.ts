import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAhead, rebatch, type PixelRows } from './rebatch';

const IMAGE_BYTES = 4;

/** Groups of images whose bytes encode their number. */
async function* groups(sizes: number[]): AsyncGenerator<PixelRows> {
  let next = 0;
  for (const size of sizes) {
    const numbers = Array.from({ length: size }, () => next++);
    await Promise.resolve();
    yield {
      keys: numbers.map(String),
      pixels: Uint8Array.from(numbers.flatMap((number) => Array.from({ length: IMAGE_BYTES }, () => number))),
    };
  }
}

describe('rebatch', () => {
  it('yields every image once, in order, in batches of one size and a smaller last one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(7), { maxLength: 9 }),
        fc.integer({ min: 1, max: 6 }),
        async (sizes, size) => {
          const batches: { keys: string[]; numbers: number[] }[] = [];
          for await (const { keys, pixels } of rebatch(groups(sizes), size, IMAGE_BYTES))
            batches.push({ keys, numbers: Array.from(pixels).filter((_, i) => i % IMAGE_BYTES === 0) });
          const count = sizes.reduce((sum, each) => sum + each, 0);
          const keys = batches.flatMap((batch) => batch.keys);
          expect(keys).toEqual(Array.from({ length: count }, (_, i) => String(i)));
          expect(batches.flatMap(({ numbers }) => numbers).map(String)).toEqual(keys);
          expect(batches.slice(0, -1).every((batch) => batch.keys.length === size)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('rejects bytes that do not match the keys', async () => {
    async function* wrong(): AsyncGenerator<PixelRows> {
      yield await Promise.resolve({ keys: ['a', 'b'], pixels: new Uint8Array(IMAGE_BYTES) });
    }
    await expect(rebatch(wrong(), 2, IMAGE_BYTES).next()).rejects.toThrow('2 images');
  });
});

describe('readAhead', () => {
  it('requests the next item before it yields one', async () => {
    let asked = 0;
    async function* source() {
      for (let i = 0; i < 3; i++) {
        asked++;
        yield await Promise.resolve(i);
      }
    }
    const seen: [number, number][] = [];
    for await (const item of readAhead(source())) {
      await new Promise((resolve) => setTimeout(resolve));
      seen.push([item, asked]);
    }
    expect(seen).toEqual([
      [0, 2],
      [1, 3],
      [2, 3],
    ]);
  });

  it('ends the source when it is left early, even if the next item fails', async () => {
    let ended = false;
    async function* source() {
      try {
        yield await Promise.resolve(1);
        throw new Error('never seen');
      } finally {
        ended = true;
      }
    }
    const reader = readAhead(source());
    await reader.next();
    await reader.return();
    expect(ended).toBe(true);
  });
});
