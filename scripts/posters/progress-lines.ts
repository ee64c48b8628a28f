/** Progress on a terminal (one line that changes) or in a log (a line every few seconds). */
import type { Progress } from '../../src/core/progress';

/** `1:05:09`, `2:03`, `0:07`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `Fetching posters: 120 of 1,000 · 0.9/s · 16:18 left`. */
export function progressLine({ phase, done, total, rate, remainingSeconds }: Progress): string {
  const count = total === null ? `${done}` : `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  const parts = [`${phase}: ${count}`];
  if (rate !== null) parts.push(`${rate.toFixed(rate < 10 ? 1 : 0)}/s`);
  if (remainingSeconds !== null) parts.push(`${clock(remainingSeconds)} left`);
  return parts.join(' · ');
}

interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const LOG_EVERY_MS = 5000;

export class ProgressLines {
  private lastPhase = '';
  private lastTime = -Infinity;
  private open = false;

  constructor(
    private readonly output: Output,
    private readonly now: () => number = () => performance.now(),
  ) {}

  show(progress: Progress): void {
    const line = progressLine(progress);
    if (this.output.isTTY) {
      this.output.write(`\r\x1b[K${line.slice(0, (this.output.columns ?? 80) - 1)}`);
      this.open = true;
      return;
    }
    const time = this.now();
    const ended = progress.total !== null && progress.done >= progress.total;
    if (progress.phase === this.lastPhase && time - this.lastTime < LOG_EVERY_MS && !ended) return;
    this.lastPhase = progress.phase;
    this.lastTime = time;
    this.output.write(`${line}\n`);
  }

  /** Prints a permanent line above the one that changes. */
  say(line: string): void {
    this.output.write(`${this.open ? '\r\x1b[K' : ''}${line}\n`);
    this.open = false;
  }
}
