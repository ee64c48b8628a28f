/** Long work in slices: in between, the worker answers other calls. */
import { nextTurn } from '../../core/next-turn';

/** How long one slice may take, in milliseconds. */
const SLICE_MS = 16;

/** Times the slices of one long operation. */
export class TimeSlice {
  private started = performance.now();

  /** Returns at once within a slice; at its end, yields to the event loop first. */
  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.started < SLICE_MS) return;
    await nextTurn();
    this.started = performance.now();
  }
}
