/**
 * Long work in turns: between two pieces of it the worker answers other calls. A message to oneself is a turn of
 * the event loop without a timer's four milliseconds.
 */

/** How long one piece may take, in milliseconds. */
const TURN_MS = 16;

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.addEventListener('message', () => waiting.shift()?.());
channel.port1.start();

/** Lets everything else that waits go first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
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
