/**
 * Measurements of posters: each is examined once, stretched to a small square, and its measurements are kept by the
 * poster's identity, across visits too. They serve the rules on posters and the search for near-duplicates.
 */
import type { Problem } from '../../core/films/film';
import type { ErrorReport } from '../../core/errors';
import type { PosterFacts } from '../../core/pixels/poster-facts';
import type { PosterSource } from '../../images/poster';
import { FactsCache } from '../../storage/facts-cache';
import { SerialQueue } from '../../core/serial-queue';
import { TimeSlice } from './time-slice';

export interface MeasureOptions {
  signal?: AbortSignal;
  /** Called once for each poster. */
  onDone?: () => void;
}

export interface Measured {
  measured: number;
  fromCache: number;
  undecodable: Problem[];
}

export class MeasuredPosters {
  /** Why the measurements are not kept between visits; null if they are. */
  notice: ErrorReport | null = null;
  private readonly known = new Map<string, PosterFacts>();
  /** The cache's files can be open only once. */
  private readonly queue = new SerialQueue();

  /** How many posters have been measured. */
  get count(): number {
    return this.known.size;
  }

  /** Null if the poster has not been examined, or is not an image. */
  get(identity: string): PosterFacts | null {
    return this.known.get(identity) ?? null;
  }

  /** Loads what earlier visits measured of these posters. */
  recall(posters: readonly PosterSource[]): Promise<void> {
    return this.withCache((cache) => this.takeKnown(posters, cache));
  }

  /**
   * Examines the posters that have not been examined yet. After a stop, the measurements made so far stay.
   * @throws OnesheetError `stopped`.
   */
  measure(
    posters: readonly PosterSource[],
    { signal, onDone = () => undefined }: MeasureOptions = {},
  ): Promise<Measured> {
    return this.withCache(async (cache) => {
      await this.takeKnown(posters, cache);
      const unseen = posters.filter(({ identity }) => !this.known.has(identity));
      const fromCache = posters.length - unseen.length;
      for (let i = 0; i < fromCache; i++) onDone();
      const undecodable: Problem[] = [];
      const jobs = unseen.map((poster) => ({ key: poster.path, poster }));
      const slice = new TimeSlice();
      // most people never examine posters: this code is loaded when it is needed
      const { measurePosters } = await import('./measure-posters');
      for await (const { job, pixels, problem } of measurePosters(jobs, signal)) {
        if (pixels === null) undecodable.push(problem);
        else {
          this.known.set(job.poster.identity, pixels);
          cache.keep(job.poster.identity, pixels);
        }
        onDone();
        await slice.yieldIfDue();
      }
      return { measured: unseen.length - undecodable.length, fromCache, undecodable };
    });
  }

  /** Forgets all measurements. */
  forget(): void {
    this.known.clear();
  }

  private async takeKnown(posters: readonly PosterSource[], cache: FactsCache): Promise<void> {
    const slice = new TimeSlice();
    for (const { identity } of posters) {
      if (this.known.has(identity)) continue;
      const facts = cache.read(identity);
      if (facts) this.known.set(identity, facts);
      await slice.yieldIfDue();
    }
  }

  private withCache<T>(work: (cache: FactsCache) => Promise<T>): Promise<T> {
    return this.queue.do(async () => {
      const cache = await FactsCache.open();
      try {
        return await work(cache);
      } finally {
        cache.close();
        this.notice = cache.notice;
      }
    });
  }
}
