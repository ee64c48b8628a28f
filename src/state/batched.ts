/**
 * Gathers many small changes into one a frame, so that a worker that tells a hundred things a second costs the
 * page one update. Without a display (tests, a hidden tab) a timer stands in for the frame.
 */

export type Schedule = (run: () => void) => void;

/** Runs once before the next paint, or after 50 ms where nothing is painted. */
export const nextFrame: Schedule = (run) => {
  if (typeof document === 'undefined' || document.visibilityState === 'hidden') setTimeout(run, 50);
  else requestAnimationFrame(() => run());
};

/** Collects items and hands them on together. `flush` hands on at once what there is. */
export class Batched<Item> {
  private items: Item[] = [];
  private scheduled = false;

  constructor(
    private readonly take: (items: Item[]) => void,
    private readonly schedule: Schedule = nextFrame,
  ) {}

  add(item: Item): void {
    this.items.push(item);
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule(() => this.flush());
  }

  flush(): void {
    this.scheduled = false;
    if (this.items.length === 0) return;
    const items = this.items;
    this.items = [];
    this.take(items);
  }
}
