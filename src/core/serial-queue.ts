/** Pieces of work that must not overlap: each begins when those before it have ended, however they ended. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  do<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    // whoever asked for it has the error; the next one only waits
    this.last = done.catch(() => undefined);
    return done;
  }
}
