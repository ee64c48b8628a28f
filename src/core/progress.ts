/**
 * How long work tells of itself: a phase, a count, a rate and an estimate. Long operations own a
 * `ProgressMeter` and hand its reports on; the meter limits how often, so that callers need not.
 */

/** One report. `rate` and `remainingSeconds` are null until enough has been seen to say. */
export interface Progress {
  /** What is being done, as a person would say it: "Reading the table". */
  phase: string;
  done: number;
  /** null where the total is not known beforehand. */
  total: number | null;
  /** What is counted: "rows", "posters", "batches", "bytes". */
  unit: string;
  /** Units a second, over the last few seconds. */
  rate: number | null;
  remainingSeconds: number | null;
}

/** The report of a phase in which there is nothing to count. */
export function uncounted(phase: string): Progress {
  return { phase, done: 0, total: null, unit: '', rate: null, remainingSeconds: null };
}

const REPORT_EVERY_MS = 100;
const RATE_WINDOW_MS = 5000;

/** Counts, and reports at most ten times a second (always the first and the last). */
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

  /** Sets the count, and the total where it has become known. */
  set(done: number, total: number | null = this.total): void {
    this.done = done;
    this.total = total;
    const time = this.note();
    const ended = total !== null && done >= total;
    if (time - this.lastReport < REPORT_EVERY_MS && !ended) return;
    this.lastReport = time;
    this.report(this.current(time));
  }

  /** Reports where it stands even though nothing was counted: for work that waits on others, on a timer. */
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
