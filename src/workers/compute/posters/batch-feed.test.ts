import { describe, expect, it } from 'vitest';
import { OnesheetError } from '../../../core/errors';
import { pipeline } from '../../../core/recipe/augmentation';
import { preparedPosters, type PreparedPosters } from '../../data/testing/prepared-posters';
import type { PixelBatch } from '../../../ml/training/batch-source';
import type { DataApi } from '../../protocol';
import type { Remote } from '../../rpc';
import { BatchFeed, type FeedOptions } from './batch-feed';

const IMAGES = { fit: 'pad', width: 32, height: 32 } as const;
const D = pipeline('write-up-d');
const BYTES = 32 * 32 * 3;

const posters = (count: number, broken: number[] = []) =>
  preparedPosters({ count, images: IMAGES, augmentation: D, broken });

function feedOf({ data, keys }: Pick<PreparedPosters, 'data' | 'keys'>, more: Partial<FeedOptions> = {}) {
  return new BatchFeed({ data, keys, images: IMAGES, augmentation: D, seed: 3, ...more });
}

async function all(batches: AsyncIterable<PixelBatch>): Promise<PixelBatch[]> {
  const list: PixelBatch[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
}

/** Rows in order, in groups of four. */
function fours(count: number): number[][] {
  const rows = Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: Math.ceil(count / 4) }, (_, i) => rows.slice(4 * i, 4 * i + 4));
}

const rowsOf = (batches: PixelBatch[]) => batches.map(({ rows }) => rows);

/** The same API, counting the calls made and those still unanswered. */
function counted({ data, keys }: PreparedPosters) {
  const counts = { made: 0, open: 0, mostOpen: 0 };
  const call: typeof data.call = async (method, args, options) => {
    counts.made++;
    counts.open++;
    counts.mostOpen = Math.max(counts.mostOpen, counts.open);
    try {
      return await data.call(method, args, options);
    } finally {
      counts.open--;
    }
  };
  return { posters: { data: { ...data, call } satisfies Remote<DataApi>, keys }, counts };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a batch feed', () => {
  it('returns each group as requested', async () => {
    const made = await posters(10);
    const groups = [
      [7, 2, 9, 0],
      [1, 3, 5, 8],
      [4, 6],
    ];
    const batches = await all(feedOf(made).batches(groups, 1));
    expect(rowsOf(batches)).toEqual(groups);
    expect(batches.map(({ pixels }) => pixels.length)).toEqual([4 * BYTES, 4 * BYTES, 2 * BYTES]);
    // the random draws belong to the film, not to its position
    const settings = { images: IMAGES, augmentation: D, seed: 3, epoch: 1 };
    const alone = await made.data.call('posterBatch', { keys: [made.keys[3]], ...settings });
    expect(batches[1].pixels.subarray(BYTES, 2 * BYTES)).toEqual(alone.pixels);
    expect(await all(feedOf(made).batches([], 1))).toEqual([]);
  });

  it('is the same for every depth, and different in another epoch', async () => {
    const made = await posters(6);
    const pixels = async (epoch: number | null, depth: number) =>
      Buffer.concat((await all(feedOf(made, { depth }).batches(fours(6), epoch))).map((one) => one.pixels));
    const first = await pixels(1, 1);
    expect(first.equals(await pixels(1, 5))).toBe(true);
    expect(first.equals(await pixels(2, 3))).toBe(false);
    const judged = await pixels(null, 3);
    expect(judged.equals(await pixels(null, 1))).toBe(true);
    expect(judged.equals(first)).toBe(false);
  });

  it('augments a row anew each time it occurs in an epoch', async () => {
    const made = await posters(3);
    const [first, second] = await all(feedOf(made).batches([[1, 1, 2], [1]], 1));
    const seen = [first.pixels.subarray(0, BYTES), first.pixels.subarray(BYTES, 2 * BYTES), second.pixels];
    const texts = seen.map((pixels) => Buffer.from(pixels).toString('base64'));
    expect(new Set(texts).size).toBe(3);
    const [again] = await all(feedOf(made).batches([[1]], 1));
    expect(Buffer.from(again.pixels).toString('base64')).toBe(texts[0]);
  });

  it('leaves out what cannot be decoded, lists it once, and never requests it again', async () => {
    const made = await posters(10, [1, 2, 8, 9]);
    const { posters: watched, counts } = counted(made);
    const feed = feedOf(watched);
    const left = [[0, 3], [4, 5, 6, 7], []];
    expect(rowsOf(await all(feed.batches(fours(10), 1)))).toEqual(left);
    expect(counts.made).toBe(3);
    expect(rowsOf(await all(feed.batches(fours(10), 2)))).toEqual(left);
    // nothing of the last group is left to request
    expect(counts.made).toBe(5);
    const listed = feed.undecodable.map(({ file }) => Number(/(\d+)\.jpg/.exec(file ?? '')?.[1]));
    expect(listed).toEqual([1, 2, 8, 9]);
    expect(feed.undecodable[0].kind).toBe('image-not-an-image');
  });
});

describe('memory', () => {
  it('holds as many batches as its depth, however many there are and however slowly they are taken', async () => {
    const made = await posters(64);
    for (const depth of [1, 3]) {
      const { posters: watched, counts } = counted(made);
      let taken = 0;
      let most = 0;
      for await (const { rows } of feedOf(watched, { depth }).batches(fours(64), 1)) {
        expect(rows).toHaveLength(4);
        taken++;
        // as slow as a device: everything that can arrive meanwhile does
        await wait(5);
        most = Math.max(most, counts.made - taken);
      }
      expect([taken, most, counts.mostOpen]).toEqual([16, depth, depth]);
    }
  });

  it('requests the first batches before anything reads them', async () => {
    const { posters: watched, counts } = counted(await posters(16));
    const next = feedOf(watched).batches(fours(16), 2);
    expect(counts.made).toBe(3);
    expect(await all(next)).toHaveLength(4);
  });
});

describe('stopping', () => {
  it('stops requesting when the signal is aborted', async () => {
    const { posters: watched, counts } = counted(await posters(40));
    const controller = new AbortController();
    const batches = feedOf(watched, { signal: controller.signal }).batches(fours(40), 1);
    await batches.next();
    controller.abort();
    await expect(batches.next()).rejects.toMatchObject({ code: 'stopped' });
    await wait(50);
    expect([counts.made, counts.open]).toEqual([4, 0]);
  });

  it('stops requesting when the loop is left', async () => {
    const { posters: watched, counts } = counted(await posters(40));
    for await (const { rows } of feedOf(watched).batches(fours(40), 1)) if (rows.length > 0) break;
    await wait(50);
    expect([counts.made, counts.open]).toEqual([4, 0]);
  });

  it("passes on the data worker's error, after the batches made before", async () => {
    const { posters: watched, counts } = counted(await posters(40));
    const call: Remote<DataApi>['call'] = (method, args, options) =>
      counts.made < 5
        ? watched.data.call(method, args, options)
        : Promise.reject(new OnesheetError('unexpected', 'The data worker failed.', 'Reload the page.'));
    const batches = feedOf({ ...watched, data: { ...watched.data, call } }).batches(fours(40), 1);
    const taken: number[] = [];
    const read = async () => {
      for await (const { rows } of batches) taken.push(rows.length);
    };
    await expect(read()).rejects.toMatchObject({ code: 'unexpected' });
    expect(taken).toEqual([4, 4, 4, 4, 4]);
  });

  it('drops the batches requested ahead if it is ended before it is read', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const call: Remote<DataApi>['call'] = (_, __, options) => {
      signals.push(options?.signal);
      return new Promise(() => undefined);
    };
    const keys = fours(40).flat().map(String);
    const batches = new BatchFeed({
      data: { call },
      keys,
      images: IMAGES,
      augmentation: D,
      seed: 3,
    }).batches(fours(40), 1);
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, false, false]);
    await batches.return();
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true, true]);
    expect((await batches.next()).done).toBe(true);
  });
});
