/**
 * The loss of every batch of a run, in bounded memory: a list of means over equally many batches each. When the
 * list is full, neighbours are merged and each mean covers twice as many, so the shape of the curve stays.
 */

export interface LossPoint {
  /** Running number of the last batch in this mean; 1 for the run's first. */
  batch: number;
  /** Mean loss of the batches that the point covers. */
  loss: number;
}

export class LossTrace {
  private means: number[] = [];
  private covered = 1;
  private openSum = 0;
  private openCount = 0;
  private seen = 0;

  /** @param capacity Most points that are kept; even, at least 2. */
  constructor(private readonly capacity = 512) {}

  /** Batches seen so far. */
  get count(): number {
    return this.seen;
  }

  /** Batches that one point covers. */
  get stride(): number {
    return this.covered;
  }

  /** Adds losses in the order of their batches. A loss that is not finite is kept as it is: it is news. */
  push(losses: readonly number[]): void {
    for (const loss of losses) {
      this.seen++;
      this.openSum += loss;
      this.openCount++;
      if (this.openCount < this.covered) continue;
      this.means.push(this.openSum / this.openCount);
      this.openSum = 0;
      this.openCount = 0;
      if (this.means.length >= this.capacity) this.halve();
    }
  }

  /** The curve so far, oldest first; batches of a mean that is not yet full are left out. */
  points(): LossPoint[] {
    return this.means.map((loss, index) => ({ batch: (index + 1) * this.covered, loss }));
  }

  private halve(): void {
    const merged: number[] = [];
    for (let index = 0; index + 1 < this.means.length; index += 2)
      merged.push((this.means[index] + this.means[index + 1]) / 2);
    this.means = merged;
    this.covered *= 2;
  }
}
