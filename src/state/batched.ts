/**
 * Gathers many small changes into few, so that a worker that sends a hundred events per second causes ten updates of
 * the page. Without a display (tests, a hidden tab) a timer replaces the animation frame.
 */

export type Schedule = (run: () => void) => void;

/** Runs once before the next paint, or after 50 ms if nothing is painted. */
const nextFrame: Schedule = (run) => {
  if (typeof document === 'undefined' || document.visibilityState === 'hidden') setTimeout(run, 50);
  else requestAnimationFrame(() => run());
};

/**
 * Runs before a paint, at most ten times per second: curves that move more often look no different, and every redraw
 * takes time from training if there are few cores.
 */
export const tenTimesASecond: Schedule = (run) => {
  setTimeout(() => nextFrame(run), 90);
};

/** Collects items and passes them on together. `flush` passes on at once what has been collected. */
export class Batched<Item> {
  private items: Item[] = [];
  private scheduled = false;

  constructor(
    private readonly take: (items: Item[]) => void,
    private readonly schedule: Schedule = tenTimesASecond,
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
