/**
 * Lets requests through one at a time, evenly spaced, without bursts, so that the server keeps answering. The rate can
 * be changed, and all requests paused, while others already wait.
 */
import { sleep } from './sleep';

/** Requests per second: the range and default of the page's control. */
export const RATE = { lowest: 0.1, highest: 20, byDefault: 1 } as const;

/** The nearest allowed rate; the default for NaN. */
function allowedRate(rate: number): number {
  if (!Number.isFinite(rate)) return RATE.byDefault;
  return Math.min(RATE.highest, Math.max(RATE.lowest, rate));
}

// waiting requests notice a changed rate within this time
const LONGEST_NAP_MS = 250;

export class RateLimiter {
  private interval: number;
  private lastSlot = -Infinity;
  private heldUntil = -Infinity;
  private line: Promise<void> = Promise.resolve();

  /** @param rate Requests per second, limited to {@link RATE}. */
  constructor(
    rate: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.interval = 1000 / allowedRate(rate);
  }

  /** Requests per second. */
  get rate(): number {
    return 1000 / this.interval;
  }

  set rate(rate: number) {
    this.interval = 1000 / allowedRate(rate);
  }

  /** Lets nobody pass for the given time. Does not shorten a longer hold that already applies. */
  hold(milliseconds: number): void {
    this.heldUntil = Math.max(this.heldUntil, this.now() + milliseconds);
  }

  /**
   * Resolves when it is this caller's turn; callers pass in the order in which they came.
   * @throws OnesheetError `stopped` when the signal is aborted while waiting; the turn is not used up.
   */
  take(signal?: AbortSignal): Promise<void> {
    const turn = this.line.then(() => this.wait(signal));
    // the caller of that turn gets its error; the next one only waits
    this.line = turn.catch(() => undefined);
    return turn;
  }

  private async wait(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const left = Math.max(this.lastSlot + this.interval, this.heldUntil) - this.now();
      if (left <= 0) break;
      // the slot may move while we wait for it, so it is looked up again oxlint-disable-next-line
      // eslint/no-await-in-loop
      await sleep(Math.min(left, LONGEST_NAP_MS), signal);
    }
    // timers fire late: count from the time the slot was due, so that the average rate is right
    this.lastSlot = Math.max(this.lastSlot + this.interval, this.now() - Math.min(this.interval, 20));
  }
}
