/**
 * Training batches ahead of the device: while one is trained on, the data worker makes the next few. Every batch has
 * one shape, and only `depth` of them are there or on their way, however many posters there are. Posters that cannot
 * be decoded are left out, listed once, and never asked for again; the batches close up as if they had never been.
 */
import { stopped, throwIfStopped } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import { Random } from '../../core/random';
import type { DataApi, TrainingPixelRequest, TrainingPixels } from '../protocol';
import type { Remote } from '../rpc';

/** One sight of a film; copies of a film are several. */
export interface FeedSample {
  key: string;
  /** 0, where it is left out, for the film itself. */
  copy?: number;
}

export interface FeedOptions extends Pick<TrainingPixelRequest, 'images' | 'augmentation' | 'seed'> {
  data: Pick<Remote<DataApi>, 'call'>;
  batchSize: number;
  /** Batches that are asked for and not yet taken: 3 by default. */
  depth?: number;
  /** What becomes of samples that do not fill a last batch: they are padded (by default) or dropped. */
  last?: 'pad' | 'drop';
}

export interface FeedBatch {
  /** RGB bytes `[batchSize, height, width, 3]`; black where there is no sample. */
  pixels: Uint8Array;
  /** Samples in it; they come first. */
  count: number;
  /** `[batchSize]`: which of the samples each is; −1 for none. */
  samples: Int32Array;
  /** `[batchSize]`: 1, and 0 where there is no sample. */
  weights: Float32Array;
}

const DEPTH = 3;

/** The order of one epoch, seeded by it: indices of `count` samples. */
export function epochOrder(count: number, seed: number, epoch: number): Int32Array {
  return new Random(seed, `order:${epoch}`).shuffle(Int32Array.from({ length: count }, (_, i) => i));
}

export class BatchFeed {
  /** Posters that could not be decoded, so far. */
  readonly undecodable: Problem[] = [];
  /** How long `next` had to wait for pixels, in all: what the device stood still for. */
  waitedSeconds = 0;
  private readonly lost = new Set<string>();

  constructor(private readonly options: FeedOptions) {}

  /**
   * The batches of one epoch. The first are asked for at once, so that they are made during whatever comes before
   * they are read. Stopping is `return()` or the signal.
   * @param order indices into `samples`, see {@link epochOrder}.
   * @param epoch seeds what is drawn; null for posters as validation sees them.
   * @throws OnesheetError `stopped`; whatever the data worker throws.
   */
  epoch(
    samples: readonly FeedSample[],
    order: ArrayLike<number>,
    epoch: number | null,
    signal?: AbortSignal,
  ): AsyncGenerator<FeedBatch, void, undefined> {
    const { batchSize, last = 'pad' } = this.options;
    const { width, height } = this.options.images;
    const asked = new Ahead(this.groups(samples, order, epoch, signal), this.options.depth ?? DEPTH);
    return this.batches(asked, new Filling(batchSize, width * height * 3), last, signal);
  }

  private async *batches(
    asked: Ahead<Group>,
    filling: Filling,
    last: 'pad' | 'drop',
    signal?: AbortSignal,
  ): AsyncGenerator<FeedBatch, void, undefined> {
    try {
      for (;;) {
        throwIfStopped(signal);
        const started = performance.now();
        const group = await asked.next();
        this.waitedSeconds += (performance.now() - started) / 1000;
        if (!group) break;
        this.note(group);
        yield* filling.add(group);
      }
      if (last === 'pad') yield* filling.rest();
    } finally {
      asked.stop();
    }
  }

  /** Asks for one group of samples after the other; each is a call. */
  private *groups(
    samples: readonly FeedSample[],
    order: ArrayLike<number>,
    epoch: number | null,
    signal?: AbortSignal,
  ): Generator<(stop: AbortSignal) => Promise<Group>, void, undefined> {
    const { data, images, augmentation, seed, batchSize } = this.options;
    for (let at = 0; at < order.length;) {
      const places: number[] = [];
      for (; at < order.length && places.length < batchSize; at++)
        if (!this.lost.has(samples[order[at]].key)) places.push(order[at]);
      if (places.length === 0) return;
      const keys = places.map((place) => samples[place].key);
      const copies = places.map((place) => samples[place].copy ?? 0);
      const request = { keys, copies, images, augmentation, seed, epoch };
      yield async (stop) => {
        const either = signal ? AbortSignal.any([signal, stop]) : stop;
        const came = await data.call('trainingPixels', request, { signal: either });
        return { ...came, places, keys };
      };
    }
  }

  private note({ found, keys, undecodable }: Group): void {
    if (found.length === keys.length) return;
    const came = new Set(found);
    // a film that is there twice is listed once; two groups may both have asked for it before either came
    const files = new Set(this.undecodable.map(({ file }) => file));
    this.undecodable.push(...undecodable.filter(({ file }) => !files.has(file)));
    for (const [index, key] of keys.entries()) if (!came.has(index)) this.lost.add(key);
  }
}

/** What one call brought. */
interface Group extends TrainingPixels {
  /** The samples that were asked for, and their keys. */
  places: number[];
  keys: string[];
}

/** Calls that are made ahead of their results: never more than `depth` at the same time, results in order. */
class Ahead<T> {
  private readonly controller = new AbortController();
  private readonly queue: Promise<T>[] = [];

  constructor(
    private readonly calls: Iterator<(stop: AbortSignal) => Promise<T>>,
    depth: number,
  ) {
    for (let i = 0; i < depth; i++) this.ask();
  }

  /** The next result; null after the last. The one after the others is asked for when this one has come. */
  async next(): Promise<T | null> {
    if (this.controller.signal.aborted) throw stopped();
    const first = this.queue.shift();
    if (!first) return null;
    const result = await first;
    this.ask();
    return result;
  }

  /** What is still on its way is not wanted any more. */
  stop(): void {
    this.controller.abort();
    this.queue.length = 0;
  }

  private ask(): void {
    const next = this.calls.next();
    if (next.done) return;
    const result = next.value(this.controller.signal);
    // a rejection is met when its turn comes; until then it must not count as unhandled
    result.catch(() => undefined);
    this.queue.push(result);
  }
}

/** The batch that is being filled. */
class Filling {
  private batch: FeedBatch | null = null;

  constructor(
    private readonly size: number,
    private readonly bytes: number,
  ) {}

  /** Adds what came, and hands out the batches that are full. */
  *add({ found, places, pixels }: Group): Generator<FeedBatch, void, undefined> {
    if (!this.batch && found.length === this.size) {
      // the usual case: what came is a batch
      const whole = emptyBatch(this.size, pixels);
      take(whole, found, places, 0, this.size);
      yield whole;
      return;
    }
    for (let from = 0; from < found.length;) {
      this.batch ??= emptyBatch(this.size, new Uint8Array(this.size * this.bytes));
      const count = Math.min(this.size - this.batch.count, found.length - from);
      const rows = pixels.subarray(from * this.bytes, (from + count) * this.bytes);
      this.batch.pixels.set(rows, this.batch.count * this.bytes);
      take(this.batch, found, places, from, count);
      from += count;
      if (this.batch.count < this.size) continue;
      const full = this.batch;
      this.batch = null;
      yield full;
    }
  }

  /** What is left, if anything is. */
  *rest(): Generator<FeedBatch, void, undefined> {
    if (this.batch) yield this.batch;
    this.batch = null;
  }
}

function emptyBatch(size: number, pixels: Uint8Array): FeedBatch {
  return { pixels, count: 0, samples: new Int32Array(size).fill(-1), weights: new Float32Array(size) };
}

/** Writes down which samples the next rows are. */
function take(
  batch: FeedBatch,
  found: readonly number[],
  places: readonly number[],
  from: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    batch.samples[batch.count + i] = places[found[from + i]];
    batch.weights[batch.count + i] = 1;
  }
  batch.count += count;
}
