/** How often and after which waits a request is repeated: progress resets the count, a busy server sets the wait. */
import { throwIfStopped } from '../../../core/errors';
import { BACK_OFF, backOffMs, type BackOff } from '../../../core/fetch/back-off';
import { sleep } from '../../../core/fetch/sleep';
import { busy, gaveUp, Passing } from './hub-errors';

export interface Patience {
  backOff: BackOff;
  /** In a row that brought nothing. */
  attempts: number;
  /** A server that asks for a longer wait ends it. */
  longestWaitMs: number;
  stallMs: number;
}

export const PATIENCE: Patience = {
  backOff: BACK_OFF,
  attempts: 5,
  longestWaitMs: 120_000,
  stallMs: 30_000,
};

export interface Repeated {
  repo: string;
  patience: Patience;
  signal?: AbortSignal;
  /** Grows with everything that came. */
  progress: () => number;
  waiting?: (seconds: number) => void;
}

/**
 * Does the work until it succeeds.
 * @throws OnesheetError `stopped`; `hub-busy`, `fetch-failed`, `fetch-offline` when all attempts failed; what the
 *   work throws beside {@link Passing}.
 */
export async function patiently(work: () => Promise<void>, repeated: Repeated): Promise<void> {
  const { patience, repo, signal, progress } = repeated;
  for (let failures = 0; ;) {
    const before = progress();
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- an attempt follows from the one before
      await work();
      return;
    } catch (error) {
      throwIfStopped(signal);
      if (!(error instanceof Passing)) throw error;
      failures = progress() > before ? 1 : failures + 1;
      if (failures >= patience.attempts) throw gaveUp(repo, error, failures);
      const wait = error.askedMs ?? backOffMs(failures, Math.random(), patience.backOff);
      if (wait > patience.longestWaitMs) throw busy(repo, wait / 1000);
      repeated.waiting?.(wait / 1000);
      // oxlint-disable-next-line eslint/no-await-in-loop
      await sleep(wait, signal);
    }
  }
}
