/**
 * The order of the work: jobs that have not been tried, in their order, unless a failed one is due again. A job that
 * waits for its next attempt does not block others.
 */

export interface Turn<Job> {
  job: Job;
  /** 1 for the first attempt. */
  attempt: number;
}

export class JobQueue<Job> {
  private next = 0;
  private readonly later: (Turn<Job> & { due: number })[] = [];

  constructor(private readonly fresh: readonly Job[]) {}

  /**
   * The job to do at this time; if all remaining jobs wait, the milliseconds until the first is due; null if none
   * remain.
   */
  take(now: number): Turn<Job> | number | null {
    const first = this.later.at(0);
    if (first && first.due <= now) {
      this.later.shift();
      return { job: first.job, attempt: first.attempt };
    }
    if (this.next < this.fresh.length) return { job: this.fresh[this.next++], attempt: 1 };
    return first ? first.due - now : null;
  }

  /** Puts a job back, to be tried at the given time or later. */
  putBack(turn: Turn<Job>, due: number): void {
    const at = this.later.findIndex((waiting) => waiting.due > due);
    this.later.splice(at < 0 ? this.later.length : at, 0, { ...turn, due });
  }
}
