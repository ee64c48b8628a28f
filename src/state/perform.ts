/** The one way to perform an action that a person asked for: every failure becomes a notice. */
import { isStop, toReport } from '../core/errors';
import { showError } from './notices';

async function settle(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    // a stop requested by the person is not a failure
    if (!isStop(error)) showError(toReport(error));
  }
}

/**
 * Starts the work at once, so that calls that need a user gesture (clipboard, file dialog) are still within it. If the
 * work throws or its promise rejects, the error is shown as a notice.
 */
export function perform(work: () => unknown): void {
  // it never rejects
  void settle(work);
}
