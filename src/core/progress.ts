/**
 * How long work reports progress: a phase, a count, a rate and an estimate. Each long operation owns a `ProgressMeter`
 * and passes on its reports; the meter limits how often it reports, so that callers need not.
 */

/** One report. `rate` and `remainingSeconds` are null until the meter has seen enough to estimate them. */
export interface Progress {
  /** What is being done, in a person's words: "Reading the table". */
  phase: string;
  done: number;
  /** null if the total is not known beforehand. */
  total: number | null;
  /** What is counted: "rows", "posters", "batches", "bytes". */
  unit: string;
  /** Units per second, over the last few seconds. */
  rate: number | null;
  remainingSeconds: number | null;
}

/** A report for a phase that has nothing to count. */
export function uncounted(phase: string): Progress {
  return { phase, done: 0, total: null, unit: '', rate: null, remainingSeconds: null };
}

const REPORT_EVERY_MS = 100;
const RATE_WINDOW_MS = 5000;

/** Counts, and reports at most ten times per second (always the first and the last count). */
export class ProgressMeter {
  private done = 0;
  private lastReport = -Infinity;
  private readonly seen: { time: number; done: number }[] = [];

  constructor(
    private readonly phase: string,
    private readonly unit: string,
    private total: number | null,
    private readonly report: (progress: Progress) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.set(0);
  }

  /** Adds to the count. */
  add(count = 1): void {
    this.set(this.done + count);
  }

  /** Sets the count, and the total if it is now known. */
  set(done: number, total: number | null = this.total): void {
    this.done = done;
    this.total = total;
    const time = this.note();
    const ended = total !== null && done >= total;
    if (time - this.lastReport < REPORT_EVERY_MS && !ended) return;
    this.lastReport = time;
    this.report(this.current(time));
  }

  /** Reports the current state although nothing was counted. Call it on a timer while work waits for something else. */
  tell(): void {
    this.lastReport = this.note();
    this.report(this.current(this.lastReport));
  }

  private note(): number {
    const time = this.now();
    this.seen.push({ time, done: this.done });
    while (this.seen.length > 2 && time - this.seen[0].time > RATE_WINDOW_MS) this.seen.shift();
    return time;
  }

  private current(time: number): Progress {
    const first = this.seen[0];
    const seconds = (time - first.time) / 1000;
    const rate = seconds > 0.2 ? (this.done - first.done) / seconds : null;
    const left = this.total === null ? null : this.total - this.done;
    return {
      phase: this.phase,
      done: this.done,
      total: this.total,
      unit: this.unit,
      rate,
      remainingSeconds: rate && left !== null ? left / rate : null,
    };
  }
}
