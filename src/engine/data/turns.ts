/**
 * Long work in turns: between two pieces of it the worker answers other calls. A message to oneself is a turn of
 * the event loop without a timer's four milliseconds.
 */

/** How long one piece may take, in milliseconds. */
const TURN_MS = 16;

/** Lets everything else that waits go first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const go = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', go, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

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
