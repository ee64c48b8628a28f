/**
 * Fetches a list of posters politely: what the cache has is skipped, the rest is asked for at a steady rate,
 * what fails for the moment is tried again later, what fails for good is listed. Resuming is starting again.
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
  /** Sets the pace; keep a hold of it to change the rate on the way. */
  limiter: RateLimiter;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  onFetched?: (job: PosterJob) => void;
  onFailure?: (failure: FailedFetch) => void;
  /** Requests open at a time; 8 by default. */
  concurrency?: number;
  /** Attempts at one poster, the first included; 5 by default. */
  attempts?: number;
  /** For one request with its body; 30 s by default. */
  timeoutMs?: number;
  backOff?: BackOff;
  /** A server that asks to wait for longer ends the fetch; 5 min by default. */
  longestHoldMs?: number;
  /** So many connections in a row that gave nothing end the fetch; 6 by default. */
  unreachableAfter?: number;
  /** The error for that, knowing whether the server ever said anything before. */
  unreachable?: (everAnswered: boolean, reason: string) => OnesheetError;
}

export interface FetchReport {
  fetched: number;
  /** Had already. */
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
    // one look at a time: thousands at once would gain nothing
    // oxlint-disable-next-line eslint/no-await-in-loop
    if (!(await options.cache.has(job.name))) missing.push(job);
    meter.add();
  }
  return missing;
}

const TELL_EVERY_MS = 500;

/** The state of one fetch, shared by the requests that are open at a time. */
class Fetching {
  readonly report: FetchReport;
  private readonly queue: JobQueue<PosterJob>;
  private readonly meter: ProgressMeter;
  private readonly halt = new AbortController();
  private latest: Progress | null = null;
  private open = 0;
  private everAnswered = false;
  private silent = 0;
  /** Until then the report says that the server is busy. */
  private heldUntil = -Infinity;
  /** What ended it all. */
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
    // a server that keeps everybody waiting is seen in the rate, and the last count is not withheld
    const telling = setInterval(() => this.tell(), TELL_EVERY_MS);
    try {
      const workers = Array.from({ length: concurrency }, () => this.work());
      // the first error stops all; every worker has let go of the cache before it is thrown on
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
        // a job that is open may yet come back
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

  /** Ends it all where one connection after the other gives nothing. */
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
 * Fetches every poster that the cache does not have.
 * @throws OnesheetError `stopped` when stopped; `fetch-offline` (or what `unreachable` makes) when one
 *   connection after the other gives nothing; `fetch-failed` when the server asks for too long a wait; whatever
 *   the cache throws when it cannot store. In every case what was fetched before stays in the cache.
 */
export async function fetchAll(jobs: readonly PosterJob[], options: FetchAllOptions): Promise<FetchReport> {
  const missing = await notCached(jobs, options);
  return new Fetching(jobs, missing, options).run();
}
