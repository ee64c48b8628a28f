import { describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { augmentationSchema, pipeline } from '../../core/recipe/augmentation';
import { augmentAll } from '../../images/augment/augment-all';
import type { PosterBatchRequest } from '../protocol';
import type { AugmentApi } from '../augment/api';
import { connect, serve, Transferred, type Remote } from '../rpc';
import { Augmenters, helperCount } from '../augment/augmenters';
import { preparedPosters, type PreparedOptions } from './testing/prepared-posters';

const IMAGES = { fit: 'pad', width: 32, height: 32 } as const;
const A = pipeline('write-up-a');
const D = pipeline('write-up-d');
const POSTER = { width: 40, height: 60 };

/** Helpers over real ports, in this thread. */
function helpers(count: number, asked: number[] = []): Augmenters {
  let started = 0;
  return new Augmenters(count, () => startedHelper(asked, started++));
}

function startedHelper(asked: number[] = [], number = 0): Remote<AugmentApi> {
  const { port1, port2 } = new MessageChannel();
  serve<AugmentApi>(port1, {
    augment: (work) => {
      asked[number] = (asked[number] ?? 0) + work.pictures.length;
      const pixels = augmentAll(work);
      return new Transferred(pixels, [pixels.buffer]);
    },
  });
  return connect<AugmentApi>(port2);
}

const open = (options: Partial<PreparedOptions> = {}) =>
  preparedPosters({ count: 9, images: IMAGES, augmentation: A, posterSize: POSTER, ...options });

const request = (keys: string[], more: Partial<PosterBatchRequest> = {}): PosterBatchRequest => ({
  keys,
  images: IMAGES,
  augmentation: A,
  seed: 1,
  epoch: 1,
  ...more,
});

/** Rows of a batch by key and position. */
const rows = (pixels: Uint8Array) =>
  Array.from({ length: pixels.length / 3072 }, (_, i) => pixels.subarray(i * 3072, (i + 1) * 3072));

describe('batches of posters', () => {
  it('are the same whatever the order, the other posters or the number of helpers', async () => {
    const alone = await open();
    const { keys } = alone;
    const whole = await alone.data.call('posterBatch', request(keys));
    expect(whole.found).toEqual([...keys.keys()]);
    for (const count of [1, 3, 4]) {
      const asked: number[] = [];
      const { data } = await open({ augmenters: helpers(count, asked) });
      const helped = await data.call('posterBatch', request(keys));
      expect(Buffer.compare(helped.pixels, whole.pixels)).toBe(0);
      expect(asked).toEqual(count === 1 ? [9] : count === 3 ? [3, 3, 3] : [3, 3, 3]);
    }
    const back = await alone.data.call('posterBatch', request([...keys].reverse()));
    expect(rows(back.pixels).reverse()).toEqual(rows(whole.pixels));
    const one = await alone.data.call('posterBatch', request([keys[4]]));
    expect(rows(one.pixels)).toEqual([rows(whole.pixels)[4]]);
  });

  it('differ in another epoch, with another seed, and for a copy', async () => {
    const { data, keys } = await open();
    const [first] = keys;
    const pixelsOf = async (more: Partial<PosterBatchRequest>) =>
      (await data.call('posterBatch', request([first], more))).pixels;
    const base = await pixelsOf({});
    for (const more of [{ epoch: 2 }, { seed: 2 }, { copies: [1] }])
      expect(Buffer.compare(await pixelsOf(more), base)).not.toBe(0);
    const twice = await data.call('posterBatch', request([first, first, first], { copies: [0, 1, 0] }));
    expect(twice.found).toEqual([0, 1, 2]);
    expect(rows(twice.pixels)[0]).toEqual(base);
    expect(rows(twice.pixels)[1]).toEqual(await pixelsOf({ copies: [1] }));
    expect(rows(twice.pixels)[2]).toEqual(base);
  });

  it('draw nothing at random in validation, or without transforms', async () => {
    const fitted = await open({ augmentation: [], posterSize: IMAGES });
    const plain = await fitted.data.call('posterBatch', request(fitted.keys, { augmentation: [] }));
    const first = fitted.picture(fitted.keys[0]);
    expect(rows(plain.pixels)[0]).toEqual(first.data);
    const judged = request(fitted.keys, { augmentation: D, epoch: null });
    expect((await fitted.data.call('posterBatch', judged)).pixels).toEqual(plain.pixels);
    const drawn = await fitted.data.call('posterBatch', request(fitted.keys, { augmentation: D }));
    expect(Buffer.compare(drawn.pixels, plain.pixels)).not.toBe(0);
    const posters = await open();
    const ofA = (seed: number) =>
      posters.data.call('posterBatch', request(posters.keys, { epoch: null, seed }));
    expect((await ofA(2)).pixels).toEqual((await ofA(1)).pixels);
  });

  it('leave out and list what cannot be decoded, in any position', async () => {
    const { data, keys } = await open({ broken: [0, 5, 8] });
    const batch = await data.call('posterBatch', request([...keys, keys[5]]));
    expect(batch.found).toEqual([1, 2, 3, 4, 6, 7]);
    expect(batch.pixels.length).toBe(6 * 3072);
    expect(batch.undecodable.map(({ file }) => file)).toEqual([
      'set/horror/000000.jpg',
      'set/comedy/000005.jpg',
      'set/horror/000008.jpg',
    ]);
    const none = await data.call('posterBatch', request([keys[0]]));
    expect([none.found, none.pixels.length]).toEqual([[], 0]);
    // Data's list has them too
    expect((await data.call('summary', null)).join.undecodable).toBe(3);
  });

  it('come from new helpers after one could not be started', async () => {
    let started = 0;
    const start = () => {
      if (++started > 1) return startedHelper();
      const dead = connect<AugmentApi>(new MessageChannel().port2);
      // like a worker whose script could not be loaded: it reports that, and never answers
      setTimeout(() => dead.fail(new OnesheetError('unexpected', 'A helper failed.', 'Reload the page.')), 5);
      return dead;
    };
    const { data, keys } = await open({ augmenters: new Augmenters(2, start) });
    await expect(data.call('posterBatch', request(keys))).rejects.toMatchObject({
      message: 'A helper failed.',
    });
    expect((await data.call('posterBatch', request(keys))).found).toHaveLength(9);
  });

  it('stop when the caller stops', async () => {
    const { data, keys } = await open({ augmenters: helpers(1) });
    const controller = new AbortController();
    const call = data.call('posterBatch', request(keys), { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'stopped' });
    expect((await data.call('posterBatch', request(keys))).found).toHaveLength(9);
  });

  it('take a random crop from the poster itself', async () => {
    const augmentation = augmentationSchema.parse([{ kind: 'random-crop', width: 32, height: 32 }]);
    const { data, keys, picture } = await open({ augmentation });
    const { pixels } = await data.call('posterBatch', request(keys, { augmentation }));
    // the crop is a window of the poster's own pixels, so each of its pixels is found there
    const poster = picture(keys[0]).data;
    const row = rows(pixels)[0].subarray(0, 32 * 3);
    const starts = Array.from({ length: poster.length / 3 - 32 }, (_, i) => i * 3);
    expect(starts.some((at) => Buffer.compare(poster.subarray(at, at + row.length), row) === 0)).toBe(true);
  });
});

describe('helpers', () => {
  it('leave a core to the data worker, and use at most four helpers', () => {
    expect([1, 2, 3, 4, 5, 16].map(helperCount)).toEqual([1, 1, 2, 3, 4, 4]);
  });
});
