/**
 * Limits what is in flight by weight rather than by number; requests are granted in order. A weight above the limit
 * waits until nothing else is in flight.
 */
export class Allowance {
  private left: number;
  private readonly waiting: { weight: number; admit: () => void }[] = [];

  constructor(private readonly total: number) {
    this.left = total;
  }

  /** Waits for its turn. @returns a function that gives the weight back. */
  async take(wanted: number): Promise<() => void> {
    const weight = Math.min(wanted, this.total);
    if (this.waiting.length > 0 || weight > this.left)
      await new Promise<void>((admit) => this.waiting.push({ weight, admit }));
    else this.left -= weight;
    return () => this.giveBack(weight);
  }

  private giveBack(weight: number): void {
    this.left += weight;
    for (let next = this.waiting.at(0); next && next.weight <= this.left; next = this.waiting.at(0)) {
      this.waiting.shift();
      this.left -= next.weight;
      next.admit();
    }
  }
}
