/**
 * Fetches a list of posters politely: posters in the cache are skipped, the others are requested at a steady rate,
 * temporary failures are retried later, permanent failures are listed. To resume, start again.
 */
import { OnesheetError, throwIfStopped } from '../errors';
import { ProgressMeter, type Progress } from '../progress';
import { attemptPoster, type Attempt } from './attempt';
import { BACK_OFF, backOffMs, type BackOff } from './back-off';
import { JobQueue, type Turn } from './job-queue';
import type { PosterCache } from './poster-cache';
import type { FailedFetch, PosterJob } from './poster-job';
import type { RateLimiter } from './rate-limiter';
import { sleep } from './sleep';
import type { Transport } from './transport';

export interface FetchAllOptions {
  transport: Transport;
  cache: PosterCache;
  /** Sets the pace; keep a reference to change the rate during the fetch. */
  limiter: RateLimiter;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  onFetched?: (job: PosterJob) => void;
  onFailure?: (failure: FailedFetch) => void;
  /** Maximum number of open requests; 8 by default. */
  concurrency?: number;
  /** Maximum number of attempts per poster, including the first; 5 by default. */
  attempts?: number;
  /** Time limit for one request including its body; 30 s by default. */
  timeoutMs?: number;
  backOff?: BackOff;
  /** The fetch ends if the server asks for a longer wait; 5 min by default. */
  longestHoldMs?: number;
  /** The fetch ends after this many connections in a row that gave nothing; 6 by default. */
  unreachableAfter?: number;
  /** Makes the error for that; `everAnswered` says whether the server has answered at all. */
  unreachable?: (everAnswered: boolean, reason: string) => OnesheetError;
}

export interface FetchReport {
  fetched: number;
  /** Posters that were already in the cache. */
  cached: number;
  failed: FailedFetch[];
}

function offline(everAnswered: boolean, reason: string): OnesheetError {
  return new OnesheetError(
    'fetch-offline',
    everAnswered ? 'The connection to the image server was lost.' : 'The image server cannot be reached.',
    'Check the connection and start again; the posters fetched so far are kept.',
    { cause: reason },
  );
}

async function notCached(jobs: readonly PosterJob[], options: FetchAllOptions): Promise<PosterJob[]> {
  const meter = new ProgressMeter(
    'Checking for posters already fetched',
    'posters',
    jobs.length,
    (progress) => options.onProgress?.(progress),
  );
  const missing: PosterJob[] = [];
  for (const job of jobs) {
    throwIfStopped(options.signal);
    // check one at a time: thousands at once would be no faster oxlint-disable-next-line eslint/no-await-in-loop
    if (!(await options.cache.has(job.name))) missing.push(job);
    meter.add();
  }
  return missing;
}

const TELL_EVERY_MS = 500;

/** The state of one fetch, shared by its open requests. */
class Fetching {
  readonly report: FetchReport;
  private readonly queue: JobQueue<PosterJob>;
  private readonly meter: ProgressMeter;
  private readonly halt = new AbortController();
  private latest: Progress | null = null;
  private open = 0;
  private everAnswered = false;
  private silent = 0;
  /** The reports say that the server is busy until this time. */
  private heldUntil = -Infinity;
  /** The error that ended the fetch. */
  private cause: unknown;

  constructor(
    jobs: readonly PosterJob[],
    missing: readonly PosterJob[],
    private readonly options: FetchAllOptions,
  ) {
    this.queue = new JobQueue(missing);
    this.report = { fetched: 0, cached: jobs.length - missing.length, failed: [] };
    this.meter = new ProgressMeter('Fetching posters', 'posters', missing.length, (progress) => {
      this.latest = progress;
      options.onProgress?.(progress);
    });
  }

  async run(): Promise<FetchReport> {
    const { signal, concurrency = 8 } = this.options;
    const stop = () => this.halt.abort();
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    // regular reports let the rate fall while the server keeps everybody waiting, and deliver the last count
    const telling = setInterval(() => this.tell(), TELL_EVERY_MS);
    try {
      const workers = Array.from({ length: concurrency }, () => this.work());
      // the first error stops all workers; wait until each has released the cache before rethrowing it
      const ends = await Promise.allSettled(workers);
      throwIfStopped(signal);
      if (ends.some((end) => end.status === 'rejected')) throw this.cause;
    } finally {
      clearInterval(telling);
      signal?.removeEventListener('abort', stop);
    }
    return this.report;
  }

  private tell(): void {
    if (performance.now() >= this.heldUntil) this.meter.tell();
  }

  private async work(): Promise<void> {
    try {
      for (;;) {
        const turn = this.queue.take(performance.now());
        // an open job may still be put back
        if (turn === null && this.open === 0) return;
        // oxlint-disable-next-line eslint/no-await-in-loop
        if (turn === null || typeof turn === 'number')
          await sleep(Math.min(turn ?? 50, 50), this.halt.signal);
        // oxlint-disable-next-line eslint/no-await-in-loop
        else await this.turn(turn);
      }
    } catch (error) {
      if (!this.halt.signal.aborted) {
        this.cause = error;
        this.halt.abort();
      }
      throw error;
    }
  }

  private async turn(turn: Turn<PosterJob>): Promise<void> {
    const { limiter, transport, timeoutMs = 30_000 } = this.options;
    this.open++;
    try {
      await limiter.take(this.halt.signal);
      const attempt = await attemptPoster(transport, turn.job.url, timeoutMs, this.halt.signal);
      this.noteReach(attempt);
      await this.settle(turn, attempt);
    } finally {
      this.open--;
    }
  }

  /** Ends the fetch if too many connections in a row give nothing. */
  private noteReach(attempt: Attempt): void {
    if (attempt.kind !== 'retry' || attempt.answered) {
      this.everAnswered = true;
      this.silent = 0;
      return;
    }
    this.silent++;
    const { unreachableAfter = 6, unreachable = offline } = this.options;
    if (this.silent >= unreachableAfter) throw unreachable(this.everAnswered, attempt.reason);
  }

  private async settle(turn: Turn<PosterJob>, attempt: Attempt): Promise<void> {
    const { cache, attempts = 5, onFetched } = this.options;
    if (attempt.kind === 'fetched') {
      await cache.put(turn.job.name, attempt.poster);
      this.report.fetched++;
      this.meter.add();
      onFetched?.(turn.job);
    } else if (attempt.kind === 'refused') this.fail(turn.job, attempt.reason);
    else if (turn.attempt >= attempts)
      this.fail(turn.job, `${attempt.reason} Gave up after ${attempts} attempts.`);
    else this.putBack(turn, attempt);
  }

  private putBack(turn: Turn<PosterJob>, attempt: Attempt & { kind: 'retry' }): void {
    const { backOff = BACK_OFF, longestHoldMs = 300_000, limiter } = this.options;
    const wait = attempt.askedMs ?? backOffMs(turn.attempt, Math.random(), backOff);
    if (wait > longestHoldMs)
      throw new OnesheetError(
        'fetch-failed',
        `The image server asks for a pause of ${Math.round(wait / 1000)} s.`,
        'Start again after that time at a lower rate; the posters fetched so far are kept.',
      );
    if (attempt.busy) this.hold(limiter, wait);
    this.queue.putBack({ job: turn.job, attempt: turn.attempt + 1 }, performance.now() + wait);
  }

  private hold(limiter: RateLimiter, wait: number): void {
    limiter.hold(wait);
    this.heldUntil = Math.max(this.heldUntil, performance.now() + wait);
    if (!this.latest) return;
    const { remainingSeconds } = this.latest;
    this.options.onProgress?.({
      ...this.latest,
      phase: `Waiting ${Math.ceil(wait / 1000)} s: the image server is busy`,
      remainingSeconds: remainingSeconds === null ? null : remainingSeconds + wait / 1000,
    });
  }

  private fail(job: PosterJob, reason: string): void {
    const failure: FailedFetch = { key: job.key, title: job.title, url: job.url, reason };
    this.report.failed.push(failure);
    this.meter.add();
    this.options.onFailure?.(failure);
  }
}

/**
 * Fetches every poster that is not in the cache.
 * @throws OnesheetError `stopped` when stopped; `fetch-offline` (or the error that `unreachable` makes) when
 * connections in
 *   a row give nothing; `fetch-failed` when the server asks for too long a wait; errors of the cache when it cannot
 *   store. In every case, posters that were already fetched stay in the cache.
 */
export async function fetchAll(jobs: readonly PosterJob[], options: FetchAllOptions): Promise<FetchReport> {
  const missing = await notCached(jobs, options);
  return new Fetching(jobs, missing, options).run();
}
