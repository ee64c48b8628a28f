/**
 * The loss of every batch of a run, in bounded memory: a list of means over equal numbers of batches. When the list is
 * full, neighbours are merged and each mean covers twice as many batches, so the curve keeps its shape.
 */

export interface LossPoint {
  /** Number of the last batch in this mean, counted from 1 at the start of the run. */
  batch: number;
  /** Mean loss of the batches covered by this point. */
  loss: number;
}

export class LossTrace {
  private means: number[] = [];
  private covered = 1;
  private openSum = 0;
  private openCount = 0;
  private seen = 0;

  /** @param capacity Maximum number of points; even, at least 2. */
  constructor(private readonly capacity = 512) {}

  /** Batches seen so far. */
  get count(): number {
    return this.seen;
  }

  /** Batches per point. */
  get stride(): number {
    return this.covered;
  }

  /** Adds losses in the order of their batches. Losses that are not finite are kept: they should be seen. */
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

  /** The curve so far, oldest first, without the batches of an unfinished mean. */
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
