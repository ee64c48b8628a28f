/**
 * Lets requests through one at a time, evenly spaced, never in bursts: a server that is asked politely keeps
 * answering. The rate can be changed and the whole line held up while others already wait in it.
 */
import { sleep } from './sleep';

/** Requests a second: the bounds and the default of the page's control. */
export const RATE = { lowest: 0.1, highest: 20, byDefault: 1 } as const;

/** The nearest rate that is allowed; the default for what is not a number. */
function allowedRate(rate: number): number {
  if (!Number.isFinite(rate)) return RATE.byDefault;
  return Math.min(RATE.highest, Math.max(RATE.lowest, rate));
}

// a changed rate is noticed within this time by those who already wait
const LONGEST_NAP_MS = 250;

export class RateLimiter {
  private interval: number;
  private lastSlot = -Infinity;
  private heldUntil = -Infinity;
  private line: Promise<void> = Promise.resolve();

  /** @param rate Requests a second, brought into {@link RATE}. */
  constructor(
    rate: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.interval = 1000 / allowedRate(rate);
  }

  /** Requests a second. */
  get rate(): number {
    return 1000 / this.interval;
  }

  set rate(rate: number) {
    this.interval = 1000 / allowedRate(rate);
  }

  /** Nobody passes for so many milliseconds from now. A longer hold that is already there stays. */
  hold(milliseconds: number): void {
    this.heldUntil = Math.max(this.heldUntil, this.now() + milliseconds);
  }

  /**
   * Resolves when it is this caller's turn; callers pass in the order in which they came.
   * @throws OnesheetError `stopped` when the signal is aborted while waiting; the turn is not used up.
   */
  take(signal?: AbortSignal): Promise<void> {
    const turn = this.line.then(() => this.wait(signal));
    // whoever took the turn has the error; the next one only waits
    this.line = turn.catch(() => undefined);
    return turn;
  }

  private async wait(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const left = Math.max(this.lastSlot + this.interval, this.heldUntil) - this.now();
      if (left <= 0) break;
      // the slot may move while we wait for it, so it is looked up again
      // oxlint-disable-next-line eslint/no-await-in-loop
      await sleep(Math.min(left, LONGEST_NAP_MS), signal);
    }
    // timers ring late: the slot is counted from where it should have been, so that the rate holds on average
    this.lastSlot = Math.max(this.lastSlot + this.interval, this.now() - Math.min(this.interval, 20));
  }
}
