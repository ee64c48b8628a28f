/**
 * So much may be taken at once, in turn: bounds what is in flight by its weight and not by its number. What
 * weighs more than there is waits until it is alone.
 */
export class Allowance {
  private left: number;
  private readonly waiting: { weight: number; admit: () => void }[] = [];

  constructor(private readonly total: number) {
    this.left = total;
  }

  /** Waits for its turn. @returns a function that gives it back. */
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
