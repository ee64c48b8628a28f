/** Wall time spent working: while the consumer holds an event, the clock stands. */
export class WorkClock {
  private readonly started = performance.now();
  private lastTurn = this.started;
  private awayMs = 0;

  /** Yields the event; the time until the consumer comes back does not count. */
  *away<T>(event: T): Generator<T, void, void> {
    const left = performance.now();
    yield event;
    this.awayMs += performance.now() - left;
  }

  turn(): void {
    this.lastTurn = performance.now();
  }

  /** Milliseconds since the event loop last had its turn. */
  sinceTurn(): number {
    return performance.now() - this.lastTurn;
  }

  seconds(): number {
    return (performance.now() - this.started - this.awayMs) / 1000;
  }
}

/** The longest stretch of work between two turns of the event loop. */
export const TURN_MS = 40;
