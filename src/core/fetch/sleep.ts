/** A delay that can be stopped. */
import { stopped, throwIfStopped } from '../errors';

/**
 * Resolves after the given time.
 * @throws OnesheetError `stopped` as soon as the signal is aborted.
 */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  throwIfStopped(signal);
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(stopped());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
