/**
 * Node cannot decode images: a bitmap that only has a size and records whether it was closed replaces the browser's.
 */
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { decodePosters, type PrepareJob } from './prepare';

const PNG = new Uint8Array(readFileSync('e2e/fixtures/images/chequered.png'));
const jobs = [1, 2, 3].map((number): PrepareJob => ({
  key: String(number),
  poster: {
    path: `${number}.png`,
    size: PNG.length,
    identity: String(number),
    read: () => Promise.resolve(PNG),
  },
}));

let open = 0;
vi.stubGlobal('createImageBitmap', () => {
  open++;
  return Promise.resolve({ width: 8, height: 8, close: () => open-- });
});

it('closes every bitmap, even if its pixels cannot be read', async () => {
  const take = (_: ImageBitmap, __: boolean, { key }: PrepareJob) => {
    if (key === '2') throw new Error('There is no canvas.');
    return key;
  };
  const taken: (string | null)[] = [];
  const read = async () => {
    for await (const { pixels } of decodePosters(jobs, take)) taken.push(pixels);
  };
  await expect(read()).rejects.toThrow('There is no canvas.');
  expect(taken).toEqual(['1']);
  await vi.waitFor(() => expect(open).toBe(0));
});
