/** Long work in slices: between two of them the worker answers other calls. */
import { nextTurn } from '../../core/next-turn';

/** How long one slice may take, in milliseconds. */
const SLICE_MS = 16;

/** Measures the slices of one long piece of work. */
export class TimeSlice {
  private started = performance.now();

  /** Returns at once while this slice lasts; else after the event loop has had its turn. */
  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.started < SLICE_MS) return;
    await nextTurn();
    this.started = performance.now();
  }
}
