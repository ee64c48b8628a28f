/**
 * Training batches ahead of the device: while one is trained on, the data worker makes the next few. Only `depth` of
 * them are there or on their way, however many posters there are. Posters that cannot be decoded are left out of
 * their batch, listed once, and never asked for again.
 */
import { throwIfStopped } from '../../../core/errors';
import type { Problem } from '../../../core/films/film';
import type { PixelBatch } from '../../../ml/training/batch-source';
import type { DataApi, PosterBatchRequest } from '../../protocol';
import type { Remote } from '../../rpc';
import { Prefetch, type Call } from './prefetch';

export interface FeedOptions extends Pick<PosterBatchRequest, 'images' | 'augmentation' | 'seed'> {
  data: Pick<Remote<DataApi>, 'call'>;
  /** The film of each row, by which the data worker knows its poster. */
  keys: readonly string[];
  /** Batches that are asked for and not yet taken: 3 by default. */
  depth?: number;
  signal?: AbortSignal;
}

const DEPTH = 3;

export class BatchFeed {
  /** Posters that could not be decoded, so far. */
  readonly undecodable: Problem[] = [];
  /** How long batches had to be waited for, in all: what the device stood still for. */
  waitedSeconds = 0;
  private readonly lost = new Set<number>();

  constructor(private readonly options: FeedOptions) {}

  /** Pixels. */
  get width(): number {
    return this.options.images.width;
  }
  get height(): number {
    return this.options.images.height;
  }

  /**
   * One batch for each group, in their order; one whose posters were all lost is empty. The first are asked for at
   * once, so that they are made during whatever comes before they are read. Stopping is `return()` or the signal.
   * @param groups rows; one that comes several times is augmented anew each time.
   * @param epoch from 1: seeds what is drawn, with the recipe's seed and the film. Null for posters as validation
   *   sees them.
   * @throws OnesheetError `stopped`; whatever the data worker throws.
   */
  batches(
    groups: readonly (readonly number[])[],
    epoch: number | null,
  ): AsyncGenerator<PixelBatch, void, undefined> {
    const prefetch = new Prefetch(this.calls(groups, epoch), this.options.depth ?? DEPTH);
    const read = this.read(prefetch);
    const end = read.return.bind(read);
    // a generator that was not begun yet ends without its `finally`
    read.return = (value) => {
      prefetch.stop();
      return end(value);
    };
    return read;
  }

  private async *read(prefetch: Prefetch<PixelBatch>): AsyncGenerator<PixelBatch, void, undefined> {
    try {
      for (;;) {
        throwIfStopped(this.options.signal);
        const started = performance.now();
        const batch = await prefetch.next();
        this.waitedSeconds += (performance.now() - started) / 1000;
        if (!batch) return;
        yield batch;
      }
    } finally {
      prefetch.stop();
    }
  }

  private *calls(
    groups: readonly (readonly number[])[],
    epoch: number | null,
  ): Generator<Call<PixelBatch>, void, undefined> {
    const { data, images, augmentation, seed, signal } = this.options;
    const seen = new Map<number, number>();
    for (const group of groups) {
      const rows = group.filter((row) => !this.lost.has(row));
      const keys = rows.map((row) => this.options.keys[row]);
      const copies = group.map((row) => countUp(seen, row)).filter((_, i) => !this.lost.has(group[i]));
      yield async (stop) => {
        if (rows.length === 0) return { rows, pixels: new Uint8Array(0) };
        const request = { keys, copies, images, augmentation, seed, epoch };
        const either = signal ? AbortSignal.any([signal, stop]) : stop;
        const { found, pixels, undecodable } = await data.call('posterBatch', request, { signal: either });
        if (found.length < rows.length) this.note(rows, found, undecodable);
        return { rows: found.map((place) => rows[place]), pixels };
      };
    }
  }

  private note(rows: readonly number[], found: readonly number[], undecodable: readonly Problem[]): void {
    // a film that comes twice is listed once; two groups may both have asked for it before either came
    const listed = new Set(this.undecodable.map(({ file }) => file));
    this.undecodable.push(...undecodable.filter(({ file }) => !listed.has(file)));
    const came = new Set(found);
    for (const [place, row] of rows.entries()) if (!came.has(place)) this.lost.add(row);
  }
}

/** How often it was seen before. */
function countUp(seen: Map<number, number>, row: number): number {
  const before = seen.get(row) ?? 0;
  seen.set(row, before + 1);
  return before;
}
