import { describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { pipeline } from '../../core/recipe/augmentation';
import { preparedPosters, type PreparedPosters } from '../data/testing/prepared-posters';
import type { DataApi } from '../protocol';
import type { Remote } from '../rpc';
import { BatchFeed, epochOrder, type FeedBatch, type FeedOptions } from './batch-feed';

const IMAGES = { fit: 'pad', width: 32, height: 32 } as const;
const D = pipeline('write-up-d');
const BYTES = 32 * 32 * 3;

const posters = (count: number, broken: number[] = []) =>
  preparedPosters({ count, images: IMAGES, augmentation: D, broken });

function feedOf({ data }: Pick<PreparedPosters, 'data'>, more: Partial<FeedOptions> = {}): BatchFeed {
  return new BatchFeed({ data, images: IMAGES, augmentation: D, seed: 3, batchSize: 4, ...more });
}

async function all(batches: AsyncIterable<FeedBatch>): Promise<FeedBatch[]> {
  const list: FeedBatch[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
}

const inOrder = (count: number) => Int32Array.from({ length: count }, (_, i) => i);
const placesOf = (batches: FeedBatch[]) => batches.map(({ samples }) => [...samples]);

/** The same API; says how many calls are not answered, and how many were made. */
function counted({ data }: PreparedPosters) {
  const counts = { made: 0, open: 0, mostOpen: 0, bytes: 0 };
  const call: Remote<DataApi>['call'] = async (method, args, options) => {
    counts.made++;
    counts.open++;
    counts.mostOpen = Math.max(counts.mostOpen, counts.open);
    try {
      return await data.call(method, args, options);
    } finally {
      counts.open--;
    }
  };
  return { data: { call }, counts };
}

describe('a batch feed', () => {
  it('gives every sample once, in the order asked for, in batches of one shape', async () => {
    const made = await posters(10);
    const samples = made.keys.map((key) => ({ key }));
    const order = epochOrder(10, 3, 1);
    expect([...order].sort((a, b) => a - b)).toEqual([...inOrder(10)]);
    const batches = await all(feedOf(made).epoch(samples, order, 1));
    expect(batches.map(({ count }) => count)).toEqual([4, 4, 2]);
    expect(placesOf(batches).flat()).toEqual([...order, -1, -1]);
    for (const { pixels, samples: places, weights } of batches) {
      expect([pixels.length, places.length, weights.length]).toEqual([4 * BYTES, 4, 4]);
      expect([...weights]).toEqual([...places].map((place) => (place < 0 ? 0 : 1)));
    }
    expect(batches[2].pixels.subarray(2 * BYTES).every((value) => value === 0)).toBe(true);
    // what is drawn belongs to the film, not to its place
    const alone = await made.data.call('trainingPixels', {
      keys: [made.keys[order[5]]],
      images: IMAGES,
      augmentation: D,
      seed: 3,
      epoch: 1,
    });
    expect(batches[1].pixels.subarray(BYTES, 2 * BYTES)).toEqual(alone.pixels);
  });

  it('can drop what does not fill a batch', async () => {
    const made = await posters(10);
    const samples = made.keys.map((key) => ({ key }));
    const batches = await all(feedOf(made, { last: 'drop' }).epoch(samples, inOrder(10), 1));
    expect(placesOf(batches)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    expect(await all(feedOf(made).epoch(samples, [], 1))).toEqual([]);
  });

  it('is the same again, and another in another epoch', async () => {
    const made = await posters(6);
    const samples = made.keys.map((key) => ({ key }));
    const pixels = async (epoch: number | null, depth: number) =>
      Buffer.concat(
        (await all(feedOf(made, { depth }).epoch(samples, inOrder(6), epoch))).map((one) => one.pixels),
      );
    expect(await pixels(1, 1)).toEqual(await pixels(1, 5));
    expect(Buffer.compare(await pixels(1, 3), await pixels(2, 3))).not.toBe(0);
    expect(await pixels(null, 3)).toEqual(await pixels(null, 1));
    expect([...epochOrder(50, 1, 2)]).toEqual([...epochOrder(50, 1, 2)]);
    expect([...epochOrder(50, 1, 3)]).not.toEqual([...epochOrder(50, 1, 2)]);
  });

  it('tells copies of a film apart', async () => {
    const made = await posters(2);
    const [key] = made.keys;
    const samples = [{ key }, { key, copy: 1 }, { key, copy: 2 }, { key }];
    const [{ pixels }] = await all(feedOf(made).epoch(samples, inOrder(4), 1));
    const row = (i: number) => Buffer.from(pixels.subarray(i * BYTES, (i + 1) * BYTES));
    expect(row(0)).toEqual(row(3));
    expect(row(1).equals(row(0)) || row(2).equals(row(0)) || row(1).equals(row(2))).toBe(false);
  });

  it('closes up over what cannot be decoded, lists it once, and never asks for it again', async () => {
    const made = await posters(14, [1, 2, 9]);
    const { data, counts } = counted(made);
    const samples = made.keys.map((key) => ({ key }));
    const feed = feedOf({ data: data as Remote<DataApi> });
    const first = await all(feed.epoch(samples, inOrder(14), 1));
    const expected = [
      [0, 3, 4, 5],
      [6, 7, 8, 10],
      [11, 12, 13, -1],
    ];
    expect(placesOf(first)).toEqual(expected);
    expect(counts.made).toBe(4);
    const second = await all(feed.epoch(samples, inOrder(14), 2));
    expect(placesOf(second)).toEqual(expected);
    expect(counts.made).toBe(7);
    expect(feed.undecodable.map(({ file }) => file?.slice(-10))).toEqual([
      '000001.jpg',
      '000002.jpg',
      '000009.jpg',
    ]);
    const none = await posters(3, [0, 1, 2]);
    expect(await all(feedOf(none).epoch([{ key: none.keys[0] }], [0], 1))).toEqual([]);
  });
});

describe('memory', () => {
  it('holds so many batches as it is deep, however many there are and however slow they are taken', async () => {
    const made = await posters(64);
    const samples = made.keys.map((key) => ({ key }));
    for (const depth of [1, 3]) {
      const { data, counts } = counted(made);
      let taken = 0;
      let most = 0;
      for await (const batch of feedOf({ data: data as Remote<DataApi> }, { depth }).epoch(
        samples,
        inOrder(64),
        1,
      )) {
        expect(batch.count).toBe(4);
        taken++;
        // as slow as a device: all that can come in between comes
        await new Promise((resolve) => setTimeout(resolve, 5));
        most = Math.max(most, counts.made - taken);
      }
      expect(taken).toBe(16);
      expect(most).toBe(depth);
      expect(counts.mostOpen).toBeLessThanOrEqual(depth);
    }
  });

  it('asks for the first batches before anybody reads them', async () => {
    const made = await posters(16);
    const { data, counts } = counted(made);
    const feed = feedOf({ data: data as Remote<DataApi> });
    const samples = made.keys.map((key) => ({ key }));
    const next = feed.epoch(samples, inOrder(16), 2);
    expect(counts.made).toBe(3);
    expect(placesOf(await all(next))).toHaveLength(4);
  });
});

describe('stopping', () => {
  it('is the signal: nothing more is asked for', async () => {
    const made = await posters(40);
    const { data, counts } = counted(made);
    const controller = new AbortController();
    const samples = made.keys.map((key) => ({ key }));
    const feed = feedOf({ data: data as Remote<DataApi> });
    const batches = feed.epoch(samples, inOrder(40), 1, controller.signal);
    await batches.next();
    controller.abort();
    await expect(batches.next()).rejects.toMatchObject({ code: 'stopped' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(counts.made).toBe(4);
    expect(counts.open).toBe(0);
  });

  it('is leaving the loop too', async () => {
    const made = await posters(40);
    const { data, counts } = counted(made);
    const samples = made.keys.map((key) => ({ key }));
    for await (const batch of feedOf({ data: data as Remote<DataApi> }).epoch(samples, inOrder(40), 1))
      if (batch.count > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([counts.made, counts.open]).toEqual([4, 0]);
  });

  it('comes from a data worker that fails, too', async () => {
    const made = await posters(40);
    const { data, counts } = counted(made);
    const call: Remote<DataApi>['call'] = (method, args, options) =>
      counts.made < 5
        ? data.call(method, args, options)
        : Promise.reject(new OnesheetError('unexpected', 'The data worker failed.', 'Reload the page.'));
    const samples = made.keys.map((key) => ({ key }));
    const batches = feedOf({ data: { call } as Remote<DataApi> }).epoch(samples, inOrder(40), 1);
    const taken: number[] = [];
    const read = async () => {
      for await (const { count } of batches) taken.push(count);
    };
    await expect(read()).rejects.toMatchObject({ code: 'unexpected' });
    expect(taken).toEqual([4, 4, 4, 4, 4]);
  });
});
