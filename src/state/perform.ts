/** The one way to carry out what a person asked for: whatever goes wrong becomes a notice. */
import { isStop, toReport } from '../core/errors';
import { showError } from './notices';

async function settle(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    // a person's own stop is no failure
    if (!isStop(error)) showError(toReport(error));
  }
}

/**
 * Begins the work at once, so that what needs the person's own press (clipboard, file dialog) is still within it.
 * An error that it throws, or that its promise is rejected with, is shown as a notice.
 */
export function perform(work: () => unknown): void {
  // it never rejects
  void settle(work);
}
