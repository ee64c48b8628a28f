/** How often and after which waits a request is repeated: progress resets the count, a busy server sets the wait. */
import { throwIfStopped } from '../../../core/errors';
import { BACK_OFF, backOffMs, type BackOff } from '../../../core/fetch/back-off';
import { sleep } from '../../../core/fetch/sleep';
import { busy, gaveUp, TransientError } from './hub-errors';

export interface RetryPolicy {
  backOff: BackOff;
  /** In a row that brought nothing. */
  attempts: number;
  /** A server that asks for a longer wait ends it. */
  longestWaitMs: number;
  stallMs: number;
}

export const RETRY_POLICY: RetryPolicy = {
  backOff: BACK_OFF,
  attempts: 5,
  longestWaitMs: 120_000,
  stallMs: 30_000,
};

export interface RetryOptions {
  repo: string;
  retries: RetryPolicy;
  signal?: AbortSignal;
  /** Grows with everything that came. */
  progress: () => number;
  waiting?: (seconds: number) => void;
}

/**
 * Does the work until it succeeds.
 * @throws OnesheetError `stopped`; `hub-busy`, `fetch-failed`, `fetch-offline` when all attempts failed; what the
 *   work throws beside {@link TransientError}.
 */
export async function withRetries(work: () => Promise<void>, repeated: RetryOptions): Promise<void> {
  const { retries, repo, signal, progress } = repeated;
  for (let failures = 0; ;) {
    const before = progress();
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- an attempt follows from the one before
      await work();
      return;
    } catch (error) {
      throwIfStopped(signal);
      if (!(error instanceof TransientError)) throw error;
      failures = progress() > before ? 1 : failures + 1;
      if (failures >= retries.attempts) throw gaveUp(repo, error, failures);
      const wait = error.askedMs ?? backOffMs(failures, Math.random(), retries.backOff);
      if (wait > retries.longestWaitMs) throw busy(repo, wait / 1000);
      repeated.waiting?.(wait / 1000);
      // oxlint-disable-next-line eslint/no-await-in-loop
      await sleep(wait, signal);
    }
  }
}
