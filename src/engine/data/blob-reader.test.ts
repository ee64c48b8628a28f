import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockReader } from './blob-reader';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) % 256);
const sameAs = (found: Uint8Array, from: number, to: number) =>
  Buffer.compare(found, bytes.subarray(from, to)) === 0;

describe('reading a blob in blocks', () => {
  it('gives the bytes of any place, also over a block border and beyond the end', async () => {
    const reader = new BlockReader(new Blob([bytes]));
    const place = fc.nat(bytes.length + 100);
    const length = fc.oneof(fc.nat(100), fc.nat(140_000));
    const property = fc.asyncProperty(place, length, async (from, count) =>
      sameAs(await reader.readUint8Array(from, count), from, from + count),
    );
    expect((await fc.check(property, { numRuns: 200 })).counterexample).toBeNull();
  });

  it('gives what is asked for at the same time', async () => {
    const reader = new BlockReader(new Blob([bytes]));
    const places = Array.from({ length: 100 }, (_, i) => (i * 7919) % 299_000);
    const found = await Promise.all(places.map((at) => reader.readUint8Array(at, 500)));
    expect(found.every((part, i) => sameAs(part, places[i], places[i] + 500))).toBe(true);
  });

  it('streams a part of it', async () => {
    const reader = new BlockReader(new Blob([bytes]));
    const stream = reader.createReadable({ offset: 65_000, size: 150_000 });
    const found = new Uint8Array(
      await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
    );
    expect(sameAs(found, 65_000, 215_000)).toBe(true);
    const none = await new Response(
      reader.createReadable({ offset: 10, size: 0 }) as ReadableStream<Uint8Array<ArrayBuffer>>,
    ).arrayBuffer();
    expect(none.byteLength).toBe(0);
  });
});
