/**
 * How often and after what delays a request is repeated: progress resets the count, and a busy server sets the delay.
 */
import { throwIfStopped } from '../../../core/errors';
import { BACK_OFF, backOffMs, type BackOff } from '../../../core/fetch/back-off';
import { sleep } from '../../../core/fetch/sleep';
import { busy, gaveUp, TransientError } from './hub-errors';

export interface RetryPolicy {
  backOff: BackOff;
  /** Maximum number of consecutive attempts without progress. */
  attempts: number;
  /** If a server asks for a longer wait, give up. */
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
  /** A number that grows with everything received. */
  progress: () => number;
  waiting?: (seconds: number) => void;
}

/**
 * Repeats the work until it succeeds.
 * @throws OnesheetError `stopped`; `hub-busy`, `fetch-failed`, `fetch-offline` when all attempts failed; anything the
 *   work throws other than {@link TransientError}.
 */
export async function withRetries(work: () => Promise<void>, repeated: RetryOptions): Promise<void> {
  const { retries, repo, signal, progress } = repeated;
  for (let failures = 0; ;) {
    const before = progress();
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- each attempt depends on the one before
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
