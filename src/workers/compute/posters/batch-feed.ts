/**
 * Prepares training batches ahead of the device: while one is trained on, the data worker makes the next few. At most
 * `depth` of them exist or are on their way, however many posters there are. Posters that cannot be decoded are left
 * out of their batch, listed once, and never requested again.
 */
import { throwIfStopped } from '../../../core/errors';
import type { Problem } from '../../../core/films/film';
import type { PixelBatch } from '../../../ml/training/batch-source';
import type { DataApi, PosterBatchRequest } from '../../protocol';
import type { Remote } from '../../rpc';
import { Prefetch, type Call } from './prefetch';

export interface FeedOptions extends Pick<PosterBatchRequest, 'images' | 'augmentation' | 'seed'> {
  data: Pick<Remote<DataApi>, 'call'>;
  /** The film key of each row, by which the data worker finds its poster. */
  keys: readonly string[];
  /** How many batches are requested ahead: 3 by default. */
  depth?: number;
  signal?: AbortSignal;
}

const DEPTH = 3;

export class BatchFeed {
  /** Posters that could not be decoded so far. */
  readonly undecodable: Problem[] = [];
  /** Total time spent waiting for batches, during which the device was idle. */
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
   * One batch for each group, in order; a batch is empty if none of its posters could be decoded. The first ones are
   * requested at once, so that they are made during whatever happens before they are read. Stop it with `return()` or
   * the signal.
   * @param groups rows; a row that occurs several times is augmented anew each time.
   * @param epoch from 1: seeds the random draws, together with the recipe's seed and the film. Null for posters as
   *   validation sees them.
   * @throws OnesheetError `stopped`; whatever the data worker throws.
   */
  batches(
    groups: readonly (readonly number[])[],
    epoch: number | null,
  ): AsyncGenerator<PixelBatch, void, undefined> {
    const prefetch = new Prefetch(this.calls(groups, epoch), this.options.depth ?? DEPTH);
    const read = this.read(prefetch);
    const end = read.return.bind(read);
    // a generator that has not started yet ends without running its `finally`
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
    // a film that occurs twice is listed once; two groups may have requested it before either arrived
    const listed = new Set(this.undecodable.map(({ file }) => file));
    this.undecodable.push(...undecodable.filter(({ file }) => !listed.has(file)));
    const came = new Set(found);
    for (const [place, row] of rows.entries()) if (!came.has(place)) this.lost.add(row);
  }
}

/** Counts a row, and returns how often it was counted before. */
function countUp(seen: Map<number, number>, row: number): number {
  const before = seen.get(row) ?? 0;
  seen.set(row, before + 1);
  return before;
}
