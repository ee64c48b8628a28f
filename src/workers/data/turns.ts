/**
 * Long work in turns: between two pieces of it the worker answers other calls.
 */
import { nextTurn } from '../../core/next-turn';

/** How long one piece may take, in milliseconds. */
const TURN_MS = 16;

/** Counts one long work's turns. */
export class Turns {
  private started = performance.now();

  /** Returns at once while this turn lasts; else after everything else had its own. */
  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.started < TURN_MS) return;
    await nextTurn();
    this.started = performance.now();
  }
}
